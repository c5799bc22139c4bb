-- case: with a name
create index concurrently orders_code_idx on orders (code);

-- case: on a table that the same migration makes
create table notes (id int);
create index on notes (id);
