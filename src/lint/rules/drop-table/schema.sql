create table customers (id bigint primary key, name text);
create table orders (
  id bigint primary key,
  customer_id bigint not null references customers,
  amount int not null,
  code text
);
insert into customers select n, null from generate_series(1, 100) as n;
insert into orders select n, n, n, n from generate_series(1, 100) as n;
create table events (id bigint, day date) partition by range (day);
create table events_2024 partition of events for values from ('2024-01-01') to ('2025-01-01');
