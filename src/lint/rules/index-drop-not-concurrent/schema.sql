create table orders (id bigint primary key, code text);
create index orders_code_idx on orders (code);
create index orders_id_code_idx on orders (id, code);
