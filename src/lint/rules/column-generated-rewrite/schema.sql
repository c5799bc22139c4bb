create table orders (
  id bigint primary key,
  amount int not null,
  half int generated always as (amount / 2) stored
);
insert into orders (id, amount) select n, n from generate_series(1, 100) as n;
