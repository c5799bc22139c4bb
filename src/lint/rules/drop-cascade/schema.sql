create type mood as enum ('calm', 'glad');
create table orders (id bigint primary key, amount int, feeling mood);
create table items (id bigint primary key, order_id bigint references orders);
create view open_orders as select id, amount from orders;
create view large_orders as select id from open_orders where amount > 50;
insert into orders (id, amount) select n, n from generate_series(1, 100) as n;
