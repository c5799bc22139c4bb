-- case: an index in the same file
alter table orders add constraint orders_customer_fk foreign key (customer_id) references customers not valid;
create index concurrently orders_customer_idx on orders (customer_id);

-- case: an index that is there
alter table orders add constraint orders_region_fk foreign key (region) references customers not valid;

-- case: the primary key begins with it
create table members (customer_id bigint references customers, name text, primary key (customer_id, name));

-- case: a unique column
create table accounts (id bigint primary key, customer_id bigint unique references customers);
