create table orders (id bigint not null, code text);
insert into orders select n, n from generate_series(1, 100) as n;
