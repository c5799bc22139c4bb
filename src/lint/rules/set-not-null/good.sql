-- case: a valid check proves it
begin;
alter table orders add constraint given check (customer_id is not null and customer_id > 0) not valid;
commit;
begin;
alter table orders validate constraint given;
commit;
alter table orders alter column customer_id set not null, drop constraint given;

-- case: it is part of the primary key
alter table orders alter column id set not null;

-- case: on a table that the same migration makes
create table notes (id int);
alter table notes alter column id set not null;
