-- case: built concurrently
/*!*/ create index concurrently on orders (code);

-- case: the first name is taken
/*!*/ create index on public.orders using btree (region);

-- case: an expression
/*!*/ create index on orders (lower(code));
