-- case: not valid
alter table orders add constraint orders_amount_check check (amount > 0) not valid;

-- case: on a table that the same migration makes
create table notes (id int, order_id bigint);
alter table notes add check (id > 0);

-- case: an index does the work of a unique constraint
create unique index concurrently orders_code_key on orders (code);
alter table orders add constraint orders_code_key unique using index orders_code_key;

-- case: a new table without rows
create table payments (id bigint primary key, order_id bigint);
alter table payments add constraint payments_order_fk foreign key (order_id) references orders;

-- case: a column that refers to another table and is empty
alter table orders add column region_id bigint references customers;
