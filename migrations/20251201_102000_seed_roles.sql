-- Intent: the three roles that the application knows by name.
-- Application: none. Deploy the release that asks for roles after this.

insert into public.roles (name, description)
values
  ('member', 'May use the application.'),
  ('support', 'May look at accounts and end their sessions.'),
  ('admin', 'May do everything, and give roles to others.')
on conflict (name) do nothing;
