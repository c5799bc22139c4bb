-- Intent: undoes 20260224_101000_validate_session_expiry: only new sessions are held to the rule.
-- Application: none

-- PostgreSQL has no way back from valid, so the constraint is made anew in one instant statement.
alter table public.sessions
  drop constraint sessions_expires_at_present,
  add constraint sessions_expires_at_present check (expires_at is not null) not valid;
