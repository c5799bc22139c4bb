-- Intent: the index is usable. A concurrent build that was cut short leaves an invalid one of the same name.
-- Application: none

select indisvalid as index_is_valid
from pg_catalog.pg_index
where indexrelid = to_regclass('public.user_roles_granted_by_idx');
