-- Intent: undoes 20260114_150000_add_login_attempts. The recorded attempts are lost.
-- Application: go back to the release that does not record attempts first.

drop table if exists public.login_attempts;
