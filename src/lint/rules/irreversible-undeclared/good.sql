-- case: declared
-- lockkeeper: irreversible: nobody has used them for a year
drop table customers;

-- case: with a down
alter table orders drop column code;
-- down:
alter table orders add column code varchar(20);

-- case: made by the same migration
create table notes (id int);
insert into notes values (1);
delete from notes;
drop table notes;

-- case: not there
drop table if exists old_notes;
