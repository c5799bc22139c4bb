-- Intent: undoes 20260302_101500_drop_session_ip_address. The column comes back empty; the addresses do not.
-- Application: none

alter table public.sessions add column if not exists ip_address inet;
