create function touch() returns trigger language plpgsql as 'begin return new; end';
create table orders (id bigint primary key, amount int);
create trigger orders_change before update on orders for each row execute function touch();
insert into orders select n, n from generate_series(1, 100) as n;
