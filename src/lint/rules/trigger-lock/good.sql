-- case: the table is locked already
alter table orders add column code text;
create trigger orders_touch before insert on orders for each row execute function touch();

-- case: a table of the same migration
create table notes (id int);
create trigger notes_touch before insert on notes for each row execute function touch();
