-- Intent: no session lasts for ever. First of three: new rows must have an end. Old ones are checked by
--   20260224_101000, and 20260225_090000 makes it a property of the column.
-- Application: before this, give every new session an end.

alter table public.sessions
  add constraint sessions_expires_at_present check (expires_at is not null)
  not valid;
