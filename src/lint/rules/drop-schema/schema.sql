create schema archive;
create schema unused;
create table archive.orders (id bigint primary key);
insert into archive.orders select n from generate_series(1, 100) as n;
