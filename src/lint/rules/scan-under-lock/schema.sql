create table customers (id bigint primary key, name text);
create table orders (id bigint primary key, customer_id bigint, code varchar(20), amount int not null);
insert into customers select n, null from generate_series(1, 100) as n;
insert into orders select n, n, n, n from generate_series(1, 100) as n;
