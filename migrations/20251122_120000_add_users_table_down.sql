-- Intent: undoes 20251122_120000_add_users_table. All accounts are lost with the table.
-- Application: nothing may read or write public.users any more.

drop table if exists public.users;
