-- case: committed before
begin;
alter table orders add column total int;
commit;
begin;
update orders set total = amount;
commit;

-- case: the rows first
update orders set amount = 0 where amount < 0;
alter table orders add column total int;

-- case: a few rows
alter table orders add column total int;
insert into customers values (1000, 'somebody'), (1001, null);

-- case: one row, unless it is there
alter table orders add column total int;
insert into customers select 1000, 'somebody' where not exists (select from customers where id = 1000);

-- case: only tables of the same migration
create table notes (id bigint, body text);
insert into notes select id, code from orders;
update notes set body = '';

-- case: a table that may not be there
drop table if exists heap_of_notes;
create table heap_of_notes as select id, code from orders;

-- case: a lock that nobody waits for
alter table orders alter column amount set statistics 200;
update orders set amount = 0 where amount < 0;

-- case: rows of the server's own catalogs
alter table orders add column total int;
update pg_index set indisclustered = false where indrelid = 'orders'::regclass;
