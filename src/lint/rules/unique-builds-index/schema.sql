create table orders (id bigint primary key, code text, region int);
insert into orders select n, n, n from generate_series(1, 100) as n;
