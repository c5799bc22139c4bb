-- Intent: undoes 20260224_100000_require_session_expiry.
-- Application: none

alter table public.sessions drop constraint if exists sessions_expires_at_present;
