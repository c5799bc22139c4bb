-- case: a new table
create table notes (
  /*!*/ id serial primary key,
  /*!*/ body json,
  /*!*/ country char(2),
  /*!*/ title varchar(80),
  /*!*/ written timestamp
);

-- case: numbers of their own
create table notes (/*!*/ id int generated always as identity primary key, /*!*/ number bigserial);

-- case: a new column
alter table orders add column /*!*/ placed timestamp;
