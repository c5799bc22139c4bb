-- case: no value
alter table orders /*!*/ add column label text not null;

-- case: NULL is no value
alter table orders add column note text, /*!*/ add column label text default null not null;
