-- case: the constraint
alter table orders /*!*/ drop constraint orders_customer_fk;

-- case: its column
alter table orders /*!*/ drop column customer_id;

-- case: its table
/*!*/ drop table orders;

-- case: two keys, one lock
begin;
alter table orders /*!*/ drop constraint orders_customer_fk;
alter table orders drop constraint orders_owner_fk;
commit;
