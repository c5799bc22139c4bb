-- Intent: deleting an account must soon clear granted_by (see 20260121_091000), which without this index
--   reads all of user_roles for every account.
-- Application: none

create index concurrently if not exists user_roles_granted_by_idx on public.user_roles (granted_by);
