create table orders (id bigint primary key, code text unique, region int);
create unique index orders_region_key on orders (region);
