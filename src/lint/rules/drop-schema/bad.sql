-- case: a schema with a table
/*!*/ drop schema archive cascade;

-- case: a database [fails]
/*!*/ drop database shop_of_last_year;
