create table customers (id bigint primary key, name text);
create table orders (
  id bigint primary key,
  customer_id bigint constraint orders_customer_fk references customers,
  parent_id bigint constraint orders_parent_fk references orders,
  owner_id bigint constraint orders_owner_fk references customers,
  amount int constraint positive check (amount > 0)
);
