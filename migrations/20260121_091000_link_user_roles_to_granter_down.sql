-- Intent: undoes 20260121_091000_link_user_roles_to_granter.
-- Application: none

alter table public.user_roles drop constraint if exists user_roles_granted_by_fkey;
