-- case: validated in a transaction of its own
begin;
alter table orders add constraint orders_amount_check check (amount > 0) not valid;
commit;
begin;
alter table orders validate constraint orders_amount_check;
commit;

-- case: work on one table under its own lock alone
alter table orders alter column amount type bigint;
alter table orders add column note text;

-- case: built concurrently, which is a transaction of its own
alter table customers add column note text;
create index concurrently orders_code_idx on orders (code);

-- case: on a table of the same migration
alter table customers add column note text;
create table notes (id bigint);
create index notes_id_idx on notes (id);

-- case: two indexes, of which another rule speaks
create index orders_code_idx on orders (code);
create index customers_name_idx on customers (name);

-- case: validated under a lock on the same table, of which another rule speaks
begin;
alter table orders add constraint orders_amount_check check (amount > 0) not valid;
alter table orders validate constraint orders_amount_check;
commit;

-- case: a foreign key validated under locks on its tables, of which another rule speaks
begin;
alter table orders add constraint orders_customer_fk foreign key (customer_id) references customers not valid;
alter table orders validate constraint orders_customer_fk;
commit;

-- case: a foreign key of a table that has no rows yet
alter table customers add column note text;
create table notes (id bigint, customer_id bigint);
alter table notes add foreign key (customer_id) references customers;
