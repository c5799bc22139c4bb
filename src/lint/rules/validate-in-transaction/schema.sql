create table customers (id bigint primary key);
create table orders (id bigint primary key, customer_id bigint, amount int);
insert into customers select n from generate_series(1, 100) as n;
insert into orders select n, n, n from generate_series(1, 100) as n;
