-- case: a check in the column
alter table orders add column discount int /*!*/ check (discount >= 0);

-- case: with a name and a default
alter table orders add column discount int not null /*!*/ constraint discount_given check (discount >= 0) default 0;
