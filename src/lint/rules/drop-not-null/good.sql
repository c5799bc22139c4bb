-- case: it never was NOT NULL
alter table orders alter column code drop not null;

-- case: it is on its way out
alter table orders alter column amount drop not null;
-- lockkeeper: allow drop-column: unused since release 3.1
alter table orders drop column amount;

-- case: a table that the same migration makes
create table notes (id int not null);
alter table notes alter column id drop not null;
