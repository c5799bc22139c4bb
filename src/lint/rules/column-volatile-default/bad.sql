-- case: an identifier by chance
alter table orders /*!*/ add column token uuid not null default gen_random_uuid();

-- case: a function that does not say that it is stable
create function next_label() returns text language plpgsql as 'begin return ''label''; end';
alter table orders /*!*/ add column label text default next_label();

-- case: a query that is put in the place of its call
create function next_label() returns text language sql as 'select ''label '' || random()';
alter table orders /*!*/ add column label text default next_label();
