-- case: not enforced any more
alter table orders alter constraint orders_customer_fk not enforced;

-- case: a second foreign key
begin;
alter table orders add constraint orders_customer_fk2 foreign key (customer_id) references customers not valid;
commit;
begin;
alter table orders validate constraint orders_customer_fk2;
commit;
alter table orders drop constraint orders_customer_fk;
