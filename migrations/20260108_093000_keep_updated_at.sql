-- Intent: users.updated_at is right even when somebody changes a row by hand.
-- Application: may stop setting updated_at; until then its value is overwritten, which does no harm.

create or replace function public.set_updated_at() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end;
$$;

create or replace trigger users_set_updated_at
  before update on public.users
  for each row execute function public.set_updated_at();
