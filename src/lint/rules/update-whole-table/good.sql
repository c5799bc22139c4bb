-- case: some rows
update orders set amount = 0 where amount < 0;
delete from customers where id > 90;

-- case: those that another table names
delete from customers using orders where orders.customer_id = customers.id;

-- case: a table of the same migration
create table notes (id bigint, body text);
insert into notes values (1, 'a');
update notes set body = 'b';

-- case: a temporary table
create temporary table heap as select id from orders;
delete from heap;
