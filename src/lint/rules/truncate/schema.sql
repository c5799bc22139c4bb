create table orders (id bigint primary key, amount int);
create table items (id bigint primary key, order_id bigint references orders);
insert into orders select n, n from generate_series(1, 100) as n;
insert into items select n, n from generate_series(1, 100) as n;
