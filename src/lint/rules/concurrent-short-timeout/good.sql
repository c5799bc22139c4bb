-- case: set for the transaction only
begin;
set local lock_timeout = '2s';
alter table orders add column region int;
commit;
create index concurrently orders_code_idx on orders (code);

-- case: set back before
set lock_timeout = '2s';
alter table orders add column region int;
set lock_timeout = 0;
create index concurrently orders_code_idx on orders (code);

-- case: long enough
set lock_timeout = '1h';
create index concurrently orders_code_idx on orders (code);

-- case: the timeout comes after it
create index concurrently orders_code_idx on orders (code);
set lock_timeout = '2s';
alter table orders add column region int;
