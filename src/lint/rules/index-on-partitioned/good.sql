-- case: each partition by itself
create index events_note_idx on only events (note);
create index concurrently events_2024_note_idx on events_2024 (note);
alter index events_note_idx attach partition events_2024_note_idx;

-- case: each partition has its own already
create index concurrently events_2024_note_idx on events_2024 (note);
create index concurrently events_2025_note_idx on events_2025 (note);
create index events_note_idx on events (note);

-- case: on a table that the same migration makes
create table tours (id int, day date) partition by range (day);
create table tours_2024 partition of tours for values from ('2024-01-01') to ('2025-01-01');
create index tours_id_idx on tours (id);
