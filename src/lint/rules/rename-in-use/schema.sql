create schema archive;
create table orders (id bigint primary key, amount int check (amount > 0), code text);
create view open_orders as select id, amount from orders;
insert into orders select n, n, n from generate_series(1, 100) as n;
