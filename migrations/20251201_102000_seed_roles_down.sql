-- Intent: undoes 20251201_102000_seed_roles. Fails while somebody still has one of the roles, and should:
--   taking rights away is a decision, not a side effect.
-- Application: go back to the release that does not ask for roles first.

delete from public.roles where name in ('member', 'support', 'admin');
