create domain named as text default 'nobody';
create table orders (id bigint primary key, code text);
