-- Intent: undoes 20260225_090000_set_session_expiry_not_null: the check takes over again.
-- Application: none

-- Each statement commits by itself, so that the strong lock of the first is gone when the second reads all rows.
-- lockkeeper: transaction=none

alter table public.sessions
  add constraint sessions_expires_at_present check (expires_at is not null) not valid;
alter table public.sessions validate constraint sessions_expires_at_present;
alter table public.sessions alter column expires_at drop not null;
