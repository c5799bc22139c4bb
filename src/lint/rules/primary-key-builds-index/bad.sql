-- case: columns that are not null
alter table orders /*!*/ add primary key (id);

-- case: a column that may hold NULL
alter table orders /*!*/ add constraint orders_pk primary key (id, code);

-- case: an index of a column that may hold NULL
create unique index concurrently orders_pk on orders (code);
alter table orders /*!*/ add constraint orders_pk primary key using index orders_pk;

-- case: before PostgreSQL 18 [server 15]
alter table orders /*!*/ add primary key (id, code);

-- case: in a transaction of the file's own
begin;
alter table orders /*!*/ add primary key (id);
commit;
