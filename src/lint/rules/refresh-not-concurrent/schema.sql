create table orders (id bigint primary key, amount int);
insert into orders select n, n from generate_series(1, 100) as n;
create materialized view order_totals as select amount, count(*) from orders group by amount;
create unique index order_totals_idx on order_totals (amount);
create materialized view order_counts as select count(*) from orders;
