-- case: a column that always had a value
alter table orders /*!*/ alter column amount drop not null;
