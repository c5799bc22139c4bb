-- case: a check in the column
begin;
alter table orders add column discount int, add constraint orders_discount_check check (discount >= 0) not valid;
commit;

alter table orders validate constraint orders_discount_check;

-- case: with a name and a default
begin;
alter table orders add column discount int not null default 0, add constraint discount_given check (discount >= 0) not valid;
commit;

alter table orders validate constraint discount_given;
