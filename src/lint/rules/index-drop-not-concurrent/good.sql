-- case: dropped concurrently
drop index concurrently if exists orders_code_idx;

-- case: of a table that the same migration makes
create table notes (id int);
create index notes_id_idx on notes (id);
drop index notes_id_idx;
