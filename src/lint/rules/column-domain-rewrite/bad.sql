-- case: a domain with a check
alter table orders /*!*/ add column pieces positive;

-- case: one with a default for the old rows
alter table orders /*!*/ add column pieces positive default 1;

-- case: a domain of the same migration
create domain short_text as text constraint short check (length(value) < 100);
alter table orders /*!*/ add column label short_text;
