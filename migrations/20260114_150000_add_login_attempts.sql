-- Intent: every attempt to sign in, to slow down guessing and to answer "was that me?". A partition for
--   each quarter, so that old attempts are dropped as a table and not deleted row by row.
-- Application: none. The release that records attempts is deployed after this.

-- No foreign key: most attempts worth keeping name an account that does not exist, or no longer does.
create table if not exists public.login_attempts (
  id uuid not null default gen_random_uuid(),
  attempted_at timestamptz not null default now(),
  email text not null,
  user_id bigint,
  ip_address inet,
  succeeded boolean not null,
  primary key (attempted_at, id)
) partition by range (attempted_at);

create index if not exists login_attempts_email_idx
  on public.login_attempts (lower(email), attempted_at);

-- No default partition: each new partition would have to scan it first, with everybody locked out.
create table if not exists public.login_attempts_2026_q1 partition of public.login_attempts
  for values from ('2026-01-01 00:00+00') to ('2026-04-01 00:00+00');
create table if not exists public.login_attempts_2026_q2 partition of public.login_attempts
  for values from ('2026-04-01 00:00+00') to ('2026-07-01 00:00+00');
create table if not exists public.login_attempts_2026_q3 partition of public.login_attempts
  for values from ('2026-07-01 00:00+00') to ('2026-10-01 00:00+00');
create table if not exists public.login_attempts_2026_q4 partition of public.login_attempts
  for values from ('2026-10-01 00:00+00') to ('2027-01-01 00:00+00');
