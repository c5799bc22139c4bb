-- case: a constraint of a table in use
alter table orders add /*!*/ constraint orders_customer_fk foreign key (customer_id) references customers;

-- case: a new table
create table notes (
  id bigint primary key,
  customer_id bigint /*!*/ references customers
);

-- case: a new column
alter table orders add column owner_id bigint /*!*/ references customers;
