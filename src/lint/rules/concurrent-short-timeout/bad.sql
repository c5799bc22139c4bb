-- case: set for the session
set lock_timeout = '2s';
alter table orders add column region int;
/*!*/ create index concurrently orders_code_idx on orders (code);

-- case: set in milliseconds
set statement_timeout to 5000;
/*!*/ reindex table concurrently orders;

-- case: a directive
-- lockkeeper: lock-timeout=500ms

/*!*/ create index concurrently orders_code_idx on orders (code);
