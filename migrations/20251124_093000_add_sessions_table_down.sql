-- Intent: undoes 20251124_093000_add_sessions_table. Everybody is signed out.
-- Application: go back to the release that does not use public.sessions first.

drop table if exists public.sessions;
