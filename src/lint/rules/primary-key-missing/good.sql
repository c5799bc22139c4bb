-- case: a key
create table notes (id bigint generated always as identity primary key);
create table tags (note bigint, tag text, primary key (note, tag));

-- case: added afterwards
create table notes (id bigint);
alter table only notes add constraint notes_pkey primary key (id);

-- case: a copy, and one that does not stay
create table orders_copy as select * from orders;
create temporary table scratch (id int);
