-- case: detached while everybody works
alter table visits detach partition visits_2024 concurrently;

-- case: a parent of the same migration
create table stays (id bigint, day date) partition by range (day);
create table stays_2027 partition of stays for values from ('2027-01-01') to ('2028-01-01');
alter table stays detach partition stays_2027;
