-- case: a default
alter table orders add column label text not null default '';

-- case: numbered
alter table orders add column ticket bigint not null generated always as identity;

-- case: a domain brings a default along
alter table orders add column label named not null;

-- case: emptied before
delete from orders;
alter table orders add column label text not null;

-- case: emptied before, and faster
truncate table orders;
alter table orders add column label text not null;

-- case: a table that the same migration makes
create table notes (id int);
alter table notes add column body text not null;
