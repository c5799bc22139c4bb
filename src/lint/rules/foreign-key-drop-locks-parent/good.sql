-- case: a key within one table
alter table orders drop constraint orders_parent_fk;

-- case: another constraint
alter table orders drop constraint positive;

-- case: both tables go
drop table orders;
drop table customers;

-- case: a table that the same migration makes
create table notes (customer_id bigint references customers);
drop table notes;
