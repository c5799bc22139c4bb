-- case: a plain vacuum
vacuum (analyze) orders;

-- case: in the log already
alter table orders set logged;

-- case: a table that the same migration makes
create unlogged table notes (id int);
insert into notes values (1);
alter table notes set logged;
