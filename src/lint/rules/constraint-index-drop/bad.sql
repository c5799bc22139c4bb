-- case: of a UNIQUE constraint [fails]
/*!*/ drop index orders_code_key;

-- case: with CASCADE [fails]
/*!*/ drop index if exists orders_pkey cascade;
