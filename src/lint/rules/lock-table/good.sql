-- case: nobody waits
begin;
lock table orders in row share mode;
commit;

-- case: a table of the same migration
create table notes (id int);
lock table notes;
