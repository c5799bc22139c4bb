-- case: a table in use
/*!*/ truncate orders cascade;

-- case: two at once
/*!*/ truncate table orders, items;
