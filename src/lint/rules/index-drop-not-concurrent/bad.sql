-- case: one index
/*!*/ drop index orders_code_idx;

-- case: two at once
/*!*/ drop index if exists orders_code_idx, orders_id_code_idx;
