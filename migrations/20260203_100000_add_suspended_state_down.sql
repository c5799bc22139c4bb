-- Intent: undoes 20260203_100000_add_suspended_state. PostgreSQL cannot take a value out of an enum, so the
--   type is built anew and public.users is rewritten, locked, while that happens. On a large table it is
--   kinder to leave the value in place unused.
-- Application: stop writing 'suspended' first, and give suspended accounts another state.

do $$
begin
  if exists (select from public.users where state = 'suspended') then
    raise exception 'some accounts are still suspended'
      using hint = 'Give them another state, then undo this migration again.';
  end if;
end;
$$;

alter type public.account_state rename to account_state_with_suspended;
create type public.account_state as enum ('invited', 'active', 'closed');

alter table public.users alter column state drop default;
-- lockkeeper: allow column-type-rewrite: the only way back, for a quiet hour; the header says what it costs
alter table public.users
  alter column state type public.account_state using state::text::public.account_state;
alter table public.users alter column state set default 'active';

drop type public.account_state_with_suspended;
