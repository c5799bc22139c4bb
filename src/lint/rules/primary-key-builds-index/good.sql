-- case: an index of a column that is not null
create unique index concurrently orders_pk on orders (id);
alter table orders add constraint orders_pk primary key using index orders_pk;

-- case: a valid check proves it
begin;
alter table orders add constraint given check (code is not null) not valid;
commit;
begin;
alter table orders validate constraint given;
commit;
create unique index concurrently orders_pk on orders (code);
alter table orders add constraint orders_pk primary key using index orders_pk;

-- case: on a table that the same migration makes
create table notes (id int);
alter table notes add primary key (id);
