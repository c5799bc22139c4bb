-- case: nothing depends on it
drop table items cascade;

-- case: what depends on it goes too
drop view large_orders;
drop view open_orders cascade;

-- case: what depends on it is made again
drop view open_orders cascade;
create view large_orders as select id from orders;

-- case: the foreign key is made again
alter table orders drop constraint orders_pkey cascade;
alter table orders add primary key (id);
alter table items add constraint items_order_id_fkey foreign key (order_id) references orders not valid;

-- case: a table of the same migration
create table notes (id int primary key, parent int references notes);
drop table notes cascade;
