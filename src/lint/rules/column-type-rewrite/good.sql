-- case: a longer text
alter table orders alter column code type varchar(40);

-- case: no limit, with an index on it
create index concurrently orders_code_idx on orders (code);
alter table orders alter column code type text using code::text;

-- case: more digits
alter table orders alter column amount type numeric(12, 2);

-- case: times in UTC
set local timezone = 'UTC';
alter table orders alter column placed type timestamptz;

-- case: a table that the same migration makes
create table notes (id int);
alter table notes alter column id type bigint;

-- case: a check that is not valid is not checked
alter table orders add constraint code_check check (code <> '') not valid;
alter table orders alter column code type text;
