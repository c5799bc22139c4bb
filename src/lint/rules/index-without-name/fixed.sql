-- case: built concurrently
create index concurrently orders_code_idx on orders (code);

-- case: the first name is taken
create index orders_region_idx1 on public.orders using btree (region);
