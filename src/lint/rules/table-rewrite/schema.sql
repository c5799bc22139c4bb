create table orders (id bigint primary key, amount int);
create unlogged table scratch (id bigint primary key);
insert into orders select n, n from generate_series(1, 100) as n;
insert into scratch select n from generate_series(1, 100) as n;
