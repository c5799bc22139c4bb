-- Intent: support can suspend an account for a while, which is less than closing it.
-- Application: before this, treat an unknown state as "may not sign in". Write 'suspended' only after this.

alter type public.account_state add value if not exists 'suspended' before 'closed';
