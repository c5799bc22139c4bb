-- Intent: both quarters are part of login_attempts.
-- Application: none

select count(*) = 2 as partitions_are_attached
from pg_catalog.pg_inherits
where inhparent = to_regclass('public.login_attempts')
  and inhrelid in (
    to_regclass('public.login_attempts_2027_q1'),
    to_regclass('public.login_attempts_2027_q2')
  );
