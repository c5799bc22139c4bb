-- The schema that every statement of the lock record meets: a little of everything, with rows in it.

create type mood as enum ('calm', 'rough');
create type address as (street text, town text);
create domain positive as int check (value > 0);
alter domain positive add constraint moderate check (value < 1000000) not valid;
create domain plain_note as text;
create sequence ticket_numbers;
create schema archive;

create table customers (id int primary key, name text, email varchar(50), note text);
insert into customers select n, 'name ' || n, n || '@example.com', null from generate_series(1, 200) as n;

create table orders (
  id int primary key,
  customer_id int,
  amount int,
  note plain_note,
  code varchar(20),
  feeling mood,
  quantity positive,
  made timestamptz not null default now(),
  constraint orders_code_key unique (code),
  constraint orders_quantity_check check (quantity is not null)
);
insert into orders
select n, n, n, 'note', 'code ' || n, 'calm', n from generate_series(1, 200) as n;
alter table orders add constraint orders_amount_check check (amount >= 0) not valid;
alter table orders add constraint orders_customer_fk foreign key (customer_id) references customers not valid;
create index orders_amount_idx on orders (amount);
create unique index orders_customer_idx on orders (customer_id);
create unique index orders_made_idx on orders (id, made);
create index orders_half_idx on orders ((amount / 2));
create statistics orders_stats on amount, code from orders;
alter table orders cluster on orders_amount_idx;

create table items (
  id bigint generated always as identity primary key,
  order_id int not null constraint items_order_fk references orders on delete cascade,
  label text default 'label',
  size int,
  twice int generated always as (size * 2) stored
);
insert into items (order_id, size) select n, n from generate_series(1, 200) as n;

create table notes (id int, body text);
insert into notes select n, 'body' from generate_series(1, 200) as n;
create index notes_body_idx on notes using gin (to_tsvector('simple', body));
create index notes_id_idx on notes using brin (id);
create rule notes_keep as on delete to notes do instead nothing;

create function touch() returns trigger language plpgsql as 'begin return new; end';
create trigger customers_touch before update on customers for each row execute function touch();
create policy customers_own on customers using (name = current_user);
create publication news for table customers;
create publication empty_news;

create view open_orders as select id, customer_id, amount from orders where amount > 0;
create view named_orders as select o.id, c.name from open_orders as o join customers as c on c.id = o.customer_id;
create materialized view order_totals as select customer_id, sum(amount) as total from orders group by 1;
create unique index order_totals_idx on order_totals (customer_id);

create table events (id int, day date not null, note text) partition by range (day);
create table events_2024 partition of events for values from ('2024-01-01') to ('2025-01-01');
create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01');
create table events_rest partition of events default;
create table events_2026 (id int, day date not null, note text);
create index events_day_idx on events (day);
create index events_id_idx on only events (id);
create index events_2024_id_idx on events_2024 (id);
insert into events select n, date '2024-01-01' + n, 'note' from generate_series(1, 200) as n;

create table visits (id int, place int not null) partition by list (place);
create table visits_1 partition of visits for values in (1);
create table visits_2 partition of visits for values in (2);
insert into visits select n, 1 + n % 2 from generate_series(1, 200) as n;

create table tours (id int) partition by list (id);
create table tours_1 partition of tours for values in (1);
-- As DETACH … CONCURRENTLY leaves it when it is interrupted.
update pg_inherits set inhdetachpending = true where inhrelid = 'tours_1'::regclass;

create table animals (id int, name text);
create table cats (lives int) inherits (animals);
create table dogs (id int, name text);

create table addresses of address;
create table heavy (id int, body text);
insert into heavy select n, repeat('body', 50) from generate_series(1, 20000) as n;
create index heavy_id_idx on heavy (id);
alter table heavy cluster on heavy_id_idx;

create table archive.ledger as select * from heavy;
create index on archive.ledger (id);

create foreign data wrapper nowhere;
create server far_away foreign data wrapper nowhere;
create foreign table strangers (id int, name text) server far_away;

analyze;
