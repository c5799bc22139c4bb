-- Intent: granted_by names an account that exists. New rows are held to it from here on; the old ones are
--   checked by 20260122_090000, which locks nobody out while it reads them.
-- Application: before this, write granted_by only with ids of accounts, and null where nobody granted.

alter table public.user_roles
  add constraint user_roles_granted_by_fkey
  foreign key (granted_by) references public.users (id) on delete set null
  not valid;
