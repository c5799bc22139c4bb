create table customers (id bigint primary key, name text);
create table orders (
  id bigint primary key,
  customer_id bigint,
  amount numeric(10, 2),
  code varchar(20),
  quantity int,
  placed timestamp
);
insert into customers select n, null from generate_series(1, 100) as n;
insert into orders (id, customer_id, amount, code, quantity, placed)
select n, n, n, n, n, now() from generate_series(1, 100) as n;
