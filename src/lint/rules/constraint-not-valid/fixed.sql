-- case: a check
begin;
alter table orders add constraint orders_amount_check check (amount > 0) not valid;
commit;

alter table orders validate constraint orders_amount_check;

-- case: a check without a name, between other statements
begin;
create table notes (id int);
ALTER TABLE orders ADD constraint orders_amount_check CHECK (amount > 0) not valid, ALTER COLUMN code SET DEFAULT 'none';
insert into notes values (1);
commit;

alter table orders validate constraint orders_amount_check;

-- case: a foreign key
begin;
alter table orders
  add constraint orders_customer_fk foreign key (customer_id) references customers (id) on delete cascade not valid;
commit;

alter table orders validate constraint orders_customer_fk;

-- case: a transaction of the file's own
begin;
alter table public.orders add constraint orders_customer_id_fkey foreign key (customer_id) references customers not valid;
commit;

alter table public.orders validate constraint orders_customer_id_fkey;

-- case: a new table that has been filled
begin;
create table payments (id bigint primary key, order_id bigint);
insert into payments select id, id from orders;
alter table payments add constraint payments_order_fk foreign key (order_id) references orders not valid;
commit;

alter table payments validate constraint payments_order_fk;
