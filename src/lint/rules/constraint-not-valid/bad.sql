-- case: a check
alter table orders /*!*/ add constraint orders_amount_check check (amount > 0);

-- case: a check without a name, between other statements
create table notes (id int);
ALTER TABLE orders /*!*/ ADD CHECK (amount > 0), ALTER COLUMN code SET DEFAULT 'none';
insert into notes values (1);

-- case: a foreign key
alter table orders
  /*!*/ add constraint orders_customer_fk foreign key (customer_id) references customers (id) on delete cascade;

-- case: a transaction of the file's own
begin;
alter table public.orders /*!*/ add foreign key (customer_id) references customers;
commit;

-- case: a column that refers to another table and has a value for the old rows
alter table orders add column region_id bigint not null default 1 /*!*/ references customers;

-- case: a new table that has been filled
create table payments (id bigint primary key, order_id bigint);
insert into payments select id, id from orders;
alter table payments /*!*/ add constraint payments_order_fk foreign key (order_id) references orders;
