-- case: nothing proves it
begin;
alter table orders add constraint orders_customer_id_not_null not null customer_id not valid;
commit;

alter table orders validate constraint orders_customer_id_not_null;

-- case: before PostgreSQL 18 [server 15]
begin;
alter table orders add constraint orders_customer_id_not_null check (customer_id is not null) not valid;
commit;

begin;
alter table orders validate constraint orders_customer_id_not_null;
commit;

alter table orders alter column customer_id set not null, drop constraint orders_customer_id_not_null;

-- case: a check that is not valid proves nothing [server 15]
begin;
alter table orders add constraint given check (customer_id is not null) not valid;
alter table orders add constraint orders_customer_id_not_null check (customer_id is not null) not valid;
commit;

begin;
alter table orders validate constraint orders_customer_id_not_null;
commit;

alter table orders alter column customer_id set not null, drop constraint orders_customer_id_not_null;

-- case: a name that has to be quoted
begin;
alter table orders rename column code to "Code";
alter table orders add constraint "orders_Code_not_null" not null "Code" not valid;
commit;

alter table orders validate constraint "orders_Code_not_null";
