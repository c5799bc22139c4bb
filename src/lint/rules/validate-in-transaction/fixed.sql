-- case: both in the file's transaction
begin;
alter table orders add constraint positive check (amount > 0) not valid;
commit;

alter table orders validate constraint positive;

-- case: a transaction of the file's own
begin;
alter table orders add constraint orders_customer_fk foreign key (customer_id) references customers not valid;
commit;

begin;
alter table orders validate constraint orders_customer_fk;
commit;

-- case: under a lock on the table that a foreign key refers to
begin;
alter table orders add constraint orders_customer_fk foreign key (customer_id) references customers not valid;
commit;
begin;
alter table customers add column note text;
commit;

alter table orders validate constraint orders_customer_fk;
