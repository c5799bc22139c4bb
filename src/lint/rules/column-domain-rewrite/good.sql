-- case: a domain without a constraint
alter table orders add column label plain_text;

-- case: the type under the domain
alter table orders add column pieces int, add constraint orders_pieces_check check (pieces > 0) not valid;

-- case: a table that the same migration makes
create table notes (id int);
alter table notes add column pieces positive;
