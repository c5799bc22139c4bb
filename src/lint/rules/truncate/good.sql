-- case: a condition
delete from items where order_id < 10;

-- case: a table of the same migration
create table notes (id int);
truncate notes;
