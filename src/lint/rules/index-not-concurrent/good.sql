-- case: built concurrently
create index concurrently orders_customer_idx on orders (customer_id);

-- case: on a table that the same migration makes
create table notes (id int, body text);
create index notes_body_idx on notes (body);

-- case: on such a table under another name
create table notes (id int, body text);
alter table notes rename to remarks;
create index remarks_body_idx on remarks (body);

-- case: there already
create index if not exists orders_pkey on orders (id);

-- case: allowed with a reason
-- lockkeeper: allow index-not-concurrent: the table has a hundred rows
create index orders_customer_idx on orders (customer_id);
