-- case: a column stays
alter table orders add column note text, add column remark text;
-- down:
/*!*/ alter table orders drop column note;

-- case: a table and an index stay
create table notes (id int);
create index orders_code_idx on orders (code);
create type colour as enum ('red');
-- down:
/*!*/ drop type colour;

-- case: a column does not come back
alter table orders drop column code;
alter table customers add column note text;
-- down:
/*!*/ alter table customers drop column note;
