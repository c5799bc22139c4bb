-- case: the constraint itself
alter table orders drop constraint orders_code_key;

-- case: a unique index that no constraint needs
drop index orders_region_key;
