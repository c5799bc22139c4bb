-- case: a foreign key and a view
/*!*/ drop table orders cascade;

-- case: the columns of a type
/*!*/ drop type mood cascade;

-- case: a view on a view
/*!*/ drop view open_orders cascade;

-- case: a foreign key on a column
alter table orders /*!*/ drop column id cascade;

-- case: a foreign key on a primary key
alter table orders /*!*/ drop constraint orders_pkey cascade;
