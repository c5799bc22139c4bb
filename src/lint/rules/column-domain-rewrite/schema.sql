create domain positive as int check (value > 0);
create domain plain_text as text;
create table orders (id bigint primary key, amount int not null);
insert into orders select n, n from generate_series(1, 100) as n;
