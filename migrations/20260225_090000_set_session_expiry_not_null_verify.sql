-- Intent: a session without an end cannot be written.
-- Application: none

select attnotnull as expiry_is_required
from pg_catalog.pg_attribute
where attrelid = to_regclass('public.sessions') and attname = 'expires_at';
