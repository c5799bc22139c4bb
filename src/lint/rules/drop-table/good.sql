-- case: allowed with a reason
-- lockkeeper: allow drop-table: unused since release 3.1
drop table orders;

-- case: never seen
drop table if exists leftovers;

-- case: a table of the same migration
create table notes (id int);
create temporary table scratch (id int);
drop table notes, scratch;

-- case: the down of a new table
create table notes (id int);
-- down:
drop table notes;
