-- case: an index that is there
create unique index concurrently orders_code_key on orders (code);
alter table orders add constraint orders_code_key unique using index orders_code_key;

-- case: on a table that the same migration makes
create table notes (id int);
alter table notes add unique (id);
