-- Intent: one place that answers "may this person come in, and what may they do?".
-- Application: none. Read the view instead of joining three tables from the next release on.

create or replace view public.user_access as
select
  u.id as user_id,
  u.email,
  u.state = 'active' as may_sign_in,
  array(
    select r.name
    from public.user_roles ur
    join public.roles r on r.id = ur.role_id
    where ur.user_id = u.id
    order by r.name
  ) as roles
from public.users u;
