-- Intent: an account can be invited or closed without being deleted.
-- Application: none at once, as every account starts as active. Refuse sign-in for other states after this.

create type public.account_state as enum ('invited', 'active', 'closed');

-- A constant default is kept in the catalog: no row is written, however large the table.
alter table public.users
  add column state public.account_state not null default 'active';
