-- case: tables of one migration
create table carts (id int primary key, parent int references carts);
create table entries (cart_id int references carts);
