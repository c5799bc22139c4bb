-- Intent: the trigger is there and switched on.
-- Application: none

select tgenabled = 'O' as trigger_is_on
from pg_catalog.pg_trigger
where tgrelid = to_regclass('public.users') and tgname = 'users_set_updated_at';
