-- Intent: undoes 20260121_090000_index_user_roles_by_granter.
-- Application: none

drop index concurrently if exists public.user_roles_granted_by_idx;
