create table customers (id bigint primary key);
create table orders (id bigint primary key, customer_id bigint, region int);
create index orders_region_idx on orders (region, customer_id);
