-- Intent: sessions exist and go when their account goes.
-- Application: none

select confdeltype = 'c' and convalidated as sessions_follow_users
from pg_catalog.pg_constraint
where conrelid = to_regclass('public.sessions') and conname = 'sessions_user_id_fkey';
