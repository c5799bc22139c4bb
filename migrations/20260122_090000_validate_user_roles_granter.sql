-- Intent: the old rows of user_roles too name granters that exist.
-- Application: before this, set granted_by to null where the account is gone; the query
--   `select * from user_roles r where not exists (select from users u where u.id = r.granted_by)
--   and r.granted_by is not null` finds those rows.

alter table public.user_roles validate constraint user_roles_granted_by_fkey;
