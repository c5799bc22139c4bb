-- Intent: the table is there, and two spellings of one email address cannot both be in it.
-- Application: none

select to_regclass('public.users') is not null as users_exists;

select i.indisunique and i.indisvalid as email_is_unique
from pg_catalog.pg_index i
where i.indexrelid = to_regclass('public.users_email_lower_key');
