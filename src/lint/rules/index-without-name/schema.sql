create table orders (id bigint primary key, code text, region int);
create index on orders (region);
