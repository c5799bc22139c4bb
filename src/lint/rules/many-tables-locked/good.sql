-- case: one after the other
begin;
alter table orders add column note text;
commit;
begin;
alter table customers add column note text;
commit;

-- case: one table, twice
alter table orders add column note text;
alter table orders add column remark text;

-- case: a new table
create table notes (id int);
alter table notes add column body text;
alter table orders add column note text;
