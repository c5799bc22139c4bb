create domain amount as int;
create domain unused as int;
create table orders (id bigint primary key, total amount);
insert into orders select n, n from generate_series(1, 100) as n;
create domain price as int;
alter domain price add constraint positive check (value > 0) not valid;
create table items (id bigint primary key, price price);
insert into items select n, n from generate_series(1, 100) as n;
