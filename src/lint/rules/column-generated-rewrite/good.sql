-- case: worked out when it is read
alter table orders add column twice int generated always as (amount * 2) virtual;

-- case: it stays as it is and is no longer generated
alter table orders alter column half drop expression;

-- case: a table that the same migration makes
create table notes (size int);
alter table notes add column twice int generated always as (size * 2) stored;
