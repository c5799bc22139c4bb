-- case: in a transaction of its own
begin;
alter table orders add constraint positive check (amount > 0) not valid;
commit;
alter table orders validate constraint positive;

-- case: on a table that the same migration makes
create table notes (id int);
alter table notes add constraint positive check (id > 0) not valid;
alter table notes validate constraint positive;
