-- case: one value for all old rows
alter table orders
  add column state text not null default 'new',
  add column made timestamptz not null default now() + interval '1 day',
  add column debt int default -1;

-- case: a function that says that it is stable
create function first_label() returns text stable language plpgsql as 'begin return ''label''; end';
alter table orders add column label text default first_label();

-- case: a query that calls nothing
create function first_label() returns text language sql as 'select ''label''';
alter table orders add column label text default first_label();

-- case: the default comes afterwards
alter table orders add column token uuid;
alter table orders alter column token set default gen_random_uuid();
