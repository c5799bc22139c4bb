-- case: each partition by itself
create index events_note_idx on only events (note);
create index concurrently events_2024_note_idx on events_2024 (note);
alter index events_note_idx attach partition events_2024_note_idx;

-- case: on a table that the same migration makes
create table visits (id int, day date) partition by range (day);
create table visits_2024 partition of visits for values from ('2024-01-01') to ('2025-01-01');
create index visits_id_idx on visits (id);
