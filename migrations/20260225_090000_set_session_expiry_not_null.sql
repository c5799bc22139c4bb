-- Intent: no session lasts for ever. Last of three: the column says so itself, and the check can go.
-- Application: none

-- The valid check proves that no row holds null, so nothing is scanned. Two statements, because within one
-- the check would be dropped before it could prove anything.
alter table public.sessions alter column expires_at set not null;
alter table public.sessions drop constraint if exists sessions_expires_at_present;
