create table events (id bigint, day date, note text) partition by range (day);
create table events_2024 partition of events for values from ('2024-01-01') to ('2025-01-01');
create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01');
insert into events select n, date '2024-06-01', n from generate_series(1, 100) as n;
insert into events select n, date '2025-06-01', n from generate_series(1, 100) as n;
create table visits (id bigint, day date, page text) partition by range (day);
do $$
declare
  year int;
begin
  foreach year in array array[2024, 2025] loop
    execute format(
      'create table %I partition of visits for values from (%L) to (%L)',
      'visits_' || year, year || '-01-01', year + 1 || '-01-01'
    );
  end loop;
end
$$;
insert into visits select n, date '2024-06-01', n from generate_series(1, 100) as n;
