-- case: columns that are not null
create unique index concurrently orders_pkey on orders (id);
alter table orders add constraint orders_pkey primary key using index orders_pkey;

-- case: a column that may hold NULL
begin;
alter table orders add constraint orders_code_not_null not null code not valid;
commit;
begin;
alter table orders validate constraint orders_code_not_null;
commit;
create unique index concurrently orders_pk on orders (id, code);
alter table orders add constraint orders_pk primary key using index orders_pk;

-- case: an index of a column that may hold NULL
create unique index concurrently orders_pk on orders (code);
begin;
alter table orders add constraint orders_code_not_null not null code not valid;
commit;
begin;
alter table orders validate constraint orders_code_not_null;
commit;
alter table orders add constraint orders_pk primary key using index orders_pk;

-- case: before PostgreSQL 18 [server 15]
begin;
alter table orders add constraint orders_code_not_null check (code is not null) not valid;
commit;
begin;
alter table orders validate constraint orders_code_not_null;
commit;
create unique index concurrently orders_pkey on orders (id, code);
alter table orders add constraint orders_pkey primary key using index orders_pkey, drop constraint orders_code_not_null;
