-- case: a statement of its own
create index concurrently orders_code_idx on orders (code);
