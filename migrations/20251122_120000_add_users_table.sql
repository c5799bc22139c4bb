-- Intent: the people who can sign in. One account for each email address, whatever its capitals.
-- Application: none. The first release that writes accounts is deployed after this.

create table if not exists public.users (
  id bigint generated always as identity primary key,
  email text not null,
  password_hash text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_email_has_at check (position('@' in email) > 1)
);

-- "Ann@example.org" and "ann@example.org" are one person: look accounts up by lower(email).
create unique index if not exists users_email_lower_key on public.users (lower(email));
