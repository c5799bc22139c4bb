-- Intent: undoes 20260108_093000_keep_updated_at.
-- Application: must set users.updated_at by itself again before this runs.

drop trigger if exists users_set_updated_at on public.users;
drop function if exists public.set_updated_at();
