-- case: all is undone
create table notes (id int);
create index notes_id_idx on notes (id);
create view few as select 1 as one;
alter table orders add column note text, drop column code;
create index orders_note_idx on orders (note);
-- down:
alter table orders drop column note, add column code varchar(20);
drop view few;
drop table notes;

-- case: an index goes with its column
alter table orders add column note text;
create index orders_note_idx on orders (note);
-- down:
alter table orders drop column note;

-- case: the up has undone it by itself
create table notes (id int);
drop table notes;
create temporary table heap (id int);
-- down:
select 1;

-- case: not certain
create table notes (id int);
create table if not exists remarks (id int);
-- down:
do $$ begin drop table notes; end $$;

-- case: no down at all
create table notes (id int);
