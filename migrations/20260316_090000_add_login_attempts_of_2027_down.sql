-- Intent: undoes 20260316_090000_add_login_attempts_of_2027. Attempts of those months are lost.
-- Application: from 2027 on, recording an attempt fails until there is a partition again.

-- Detaching concurrently lets reads and writes go on, and so cannot share a transaction with the rest.
alter table public.login_attempts detach partition public.login_attempts_2027_q2 concurrently;
drop table public.login_attempts_2027_q2;
alter table public.login_attempts detach partition public.login_attempts_2027_q1 concurrently;
drop table public.login_attempts_2027_q1;
