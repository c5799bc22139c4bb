-- Intent: all three roles are there.
-- Application: none

select count(*) = 3 as roles_are_seeded
from public.roles
where name in ('member', 'support', 'admin');
