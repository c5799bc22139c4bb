-- case: both lines
-- Intent: people can write a remark.
-- Application: none.

alter table orders add column note text;
