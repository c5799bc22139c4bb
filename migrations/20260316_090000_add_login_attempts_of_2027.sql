-- Intent: somewhere to keep the attempts of the first half of 2027.
-- Application: none

-- Attaching a finished table lets reads and writes of login_attempts go on; `create table … partition of`
-- on a table in use would lock all of them out.
create table public.login_attempts_2027_q1 (
  like public.login_attempts including defaults including constraints including indexes
);
alter table public.login_attempts attach partition public.login_attempts_2027_q1
  for values from ('2027-01-01 00:00+00') to ('2027-04-01 00:00+00');

create table public.login_attempts_2027_q2 (
  like public.login_attempts including defaults including constraints including indexes
);
alter table public.login_attempts attach partition public.login_attempts_2027_q2
  for values from ('2027-04-01 00:00+00') to ('2027-07-01 00:00+00');
