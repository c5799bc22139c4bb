-- case: nothing proves it
alter table orders /*!*/ alter column customer_id set not null;

-- case: before PostgreSQL 18 [server 15]
alter table orders /*!*/ alter customer_id set not null;

-- case: a check that is not valid proves nothing [server 15]
alter table orders add constraint given check (customer_id is not null) not valid;
alter table orders /*!*/ alter customer_id set not null;

-- case: a name that has to be quoted
alter table orders rename column code to "Code";
alter table orders /*!*/ alter column "Code" set not null;
