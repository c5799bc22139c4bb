-- case: a valid check says the same
begin;
alter table visits_2026 add constraint of_2026 check (day >= '2026-01-01' and day < '2027-01-01') not valid;
commit;
begin;
alter table visits_2026 validate constraint of_2026;
commit;
alter table visits attach partition visits_2026 for values from ('2026-01-01') to ('2027-01-01');

-- case: no default partition
create table visits_2027 partition of visits for values from ('2027-01-01') to ('2028-01-01');

-- case: a table of the same migration
create table visits_2027 (id bigint, day date not null);
alter table visits attach partition visits_2027 for values from ('2027-01-01') to ('2028-01-01');
