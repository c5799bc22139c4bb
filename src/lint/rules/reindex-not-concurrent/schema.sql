create table orders (id bigint primary key, code text);
create index orders_code_idx on orders (code);
insert into orders select n, n from generate_series(1, 100) as n;
