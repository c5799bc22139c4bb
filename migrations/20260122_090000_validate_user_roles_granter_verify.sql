-- Intent: the key holds for all rows.
-- Application: none

select convalidated as key_is_valid
from pg_catalog.pg_constraint
where conrelid = to_regclass('public.user_roles') and conname = 'user_roles_granted_by_fkey';
