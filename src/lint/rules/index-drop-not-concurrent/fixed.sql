-- case: one index
drop index concurrently orders_code_idx;
