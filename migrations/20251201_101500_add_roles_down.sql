-- Intent: undoes 20251201_101500_add_roles. Who had which role is lost.
-- Application: go back to the release that does not ask for roles first.

drop table if exists public.user_roles;
drop table if exists public.roles;
