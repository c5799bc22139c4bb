-- case: a column that refers to a table in use
create table payments (
  id bigint primary key,
  order_id bigint not null /*!*/ references orders
);

-- case: two keys, one lock
create table payments (
  id bigint primary key,
  order_id bigint,
  first_order_id bigint,
  /*!*/ foreign key (order_id) references orders,
  foreign key (first_order_id) references orders
);
