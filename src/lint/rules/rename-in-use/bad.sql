-- case: a column
/*!*/ alter table orders rename column code to label;

-- case: a table
/*!*/ alter table orders rename to purchases;

-- case: a view
/*!*/ alter view open_orders rename to waiting_orders;

-- case: another schema
/*!*/ alter table orders set schema archive;
