-- case: all partitions at once
create index events_note_idx on only events (note);
create index concurrently events_2024_note_idx on public.events_2024 (note);
alter index public.events_note_idx attach partition public.events_2024_note_idx;
create index concurrently events_2025_note_idx on public.events_2025 (note);
alter index public.events_note_idx attach partition public.events_2025_note_idx;

-- case: with a schema and a condition
CREATE INDEX events_note_idx ON ONLY public.events USING btree (note, day) WHERE id > 0;
create index concurrently events_2024_note_day_idx on public.events_2024 USING btree (note, day) WHERE id > 0;
alter index public.events_note_idx attach partition public.events_2024_note_day_idx;
create index concurrently events_2025_note_day_idx on public.events_2025 USING btree (note, day) WHERE id > 0;
alter index public.events_note_idx attach partition public.events_2025_note_day_idx;
