-- case: a stored column
alter table orders /*!*/ add column twice int generated always as (amount * 2) stored;

-- case: before PostgreSQL 18 [server 15]
alter table orders /*!*/ add column twice int generated always as (amount * 2) stored;

-- case: another expression
alter table orders /*!*/ alter column half set expression as (amount / 3);
