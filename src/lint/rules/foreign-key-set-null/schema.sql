create table customers (id bigint primary key);
create table orders (id bigint primary key, customer_id bigint not null, owner_id bigint);
