-- case: an empty schema
drop schema unused;

-- case: one that nothing is known to be in
drop schema if exists scratch cascade;

-- case: a schema of the same migration
create schema scratch;
create table scratch.notes (id int);
drop schema scratch cascade;
