-- Intent: undoes 20260210_113000_add_user_access_view.
-- Application: go back to the release that does not read the view first.

drop view if exists public.user_access;
