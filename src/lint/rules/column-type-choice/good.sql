-- case: types that last
create table notes (
  id bigint generated always as identity primary key,
  body jsonb,
  title text check (length(title) <= 80),
  name varchar,
  written timestamptz,
  size int
);
