-- case: not valid
alter table orders add column discount int, add constraint orders_discount_check check (discount >= 0) not valid;

-- case: in a new table
create table notes (id int check (id > 0));
alter table notes add column size int check (size > 0);
