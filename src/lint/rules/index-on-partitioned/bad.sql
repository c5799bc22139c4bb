-- case: all partitions at once
/*!*/ create index events_note_idx on events (note);

-- case: with a schema and a condition
/*!*/ CREATE INDEX events_note_idx ON public.events USING btree (note, day) WHERE id > 0;

-- case: an expression
/*!*/ create index events_note_idx on events (lower(note));

-- case: in a transaction of the file's own
begin;
/*!*/ create index events_note_idx on events (note);
commit;

-- case: concurrently [fails]
/*!*/ create index concurrently events_note_idx on events (note);

-- case: partitions that no file makes by name
/*!*/ create index visits_page_idx on visits (page);
