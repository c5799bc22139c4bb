-- Intent: undoes 20251209_140000_add_account_state. Which accounts were closed is lost; all may sign in.
-- Application: go back to the release that does not read users.state first.

alter table public.users drop column if exists state;
drop type if exists public.account_state;
