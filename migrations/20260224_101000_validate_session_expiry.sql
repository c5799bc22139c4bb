-- Intent: no session lasts for ever. Second of three: the old rows are read while the application goes on
--   reading and writing.
-- Application: before this, give the sessions that have no end one, some thousand rows at a time.

alter table public.sessions validate constraint sessions_expires_at_present;
