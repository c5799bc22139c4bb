-- Intent: undoes 20260122_090000_validate_user_roles_granter: the key holds for new rows only.
-- Application: none

-- PostgreSQL has no way back from valid, so the constraint is made anew in one instant statement.
alter table public.user_roles
  drop constraint user_roles_granted_by_fkey,
  add constraint user_roles_granted_by_fkey
    foreign key (granted_by) references public.users (id) on delete set null
    not valid;
