-- case: attached afterwards
create table visits_2027 (like visits including all);
alter table visits attach partition visits_2027 for values from ('2027-01-01') to ('2028-01-01');

-- case: a parent of the same migration
create table stays (id bigint, day date) partition by range (day);
create table stays_2027 partition of stays for values from ('2027-01-01') to ('2028-01-01');
