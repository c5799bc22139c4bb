-- Intent: addresses are personal data and are kept in one place, login_attempts, which ages out by quarter.
-- Application: before this, deploy a release that neither reads nor writes sessions.ip_address, also not by
--   `select *` into a fixed shape, and wait until the last process of the old release is gone.

-- lockkeeper: allow drop-column: moved to login_attempts; no release that still runs uses it, as said above
alter table public.sessions drop column if exists ip_address;
