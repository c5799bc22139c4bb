-- case: allowed with a reason
-- lockkeeper: allow drop-column: unused since release 3.1
alter table orders drop column code;

-- case: not there
alter table orders drop column if exists colour;

-- case: made by the same migration
alter table orders add column temporary_code text;
update orders set temporary_code = code where id < 10;
alter table orders drop column temporary_code;

-- case: a table of the same migration
create table notes (id int, body text);
alter table notes drop column body;
