-- case: no header
/*!*/ alter table orders add column note text;

-- case: half a header
/*!*/ -- Intent: people can write a remark.
alter table orders add column note text;
