// The journal's own tables: created once, under the deploy lock, and changed only by later entries here.

/** The newest format that this version reads and writes. */
export const JOURNAL_FORMAT = 1;

/**
 * Format 1. Rows are only ever added: a trigger refuses UPDATE, DELETE and TRUNCATE, and what counts as applied
 * is a view. Of what was `adopted`, `started_at` is when the tool before us had applied it. `statement` counts the
 * statements of the file that are done (for `begun`: the one that starts). `source` is the text of a repeatable, which
 * has no other record of what ran.
 */
export const JOURNAL_FORMAT_1: string = `
create schema if not exists lockkeeper;
comment on schema lockkeeper is 'What Lockkeeper has done to this database. Do not write here by hand.';

create table lockkeeper.journal_format (
  format integer primary key,
  created_at timestamptz not null default pg_catalog.clock_timestamp()
);
insert into lockkeeper.journal_format (format) values (${JOURNAL_FORMAT});

create table lockkeeper.journal (
  entry bigint generated always as identity primary key,
  run_id uuid not null,
  event text not null check (event in (
    'begun', 'advanced', 'applied', 'undone', 'failed',
    'baselined', 'adopted', 'marked-applied', 'marked-undone', 'edit-accepted',
    'repeated')),
  direction text not null check (direction in ('up', 'down')),
  version text not null,
  name text not null,
  file text,
  checksum text,
  essence text,
  statement integer,
  statements integer,
  prefix text,
  down_sql text,
  source text,
  values_hash text,
  started_at timestamptz,
  recorded_at timestamptz not null default pg_catalog.clock_timestamp(),
  duration_ms double precision,
  session_role text not null default session_user,
  os_user text,
  host text,
  git_commit text,
  tool text not null,
  reason text,
  error jsonb
);

create function lockkeeper.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  raise exception 'the journal is append-only: % on lockkeeper.% is refused', tg_op, tg_table_name
    using hint = 'Use lockkeeper repair, which adds a row that says what changed and why.';
end
$$;

create trigger append_only before update or delete or truncate on lockkeeper.journal
  for each statement execute function lockkeeper.refuse_change();

create view lockkeeper.applied as
with standing as (
  select distinct on (version) *
  from lockkeeper.journal
  where event in ('applied', 'undone', 'baselined', 'adopted', 'marked-applied', 'marked-undone')
  order by version, entry desc
), edit as (
  select distinct on (version) version, entry, checksum, essence
  from lockkeeper.journal
  where event = 'edit-accepted'
  order by version, entry desc
)
select
  standing.version, standing.name, standing.event as applied_by, standing.entry,
  case standing.event when 'adopted' then standing.started_at else standing.recorded_at end as applied_at,
  coalesce(edit.checksum, standing.checksum) as checksum,
  coalesce(edit.essence, standing.essence) as essence,
  standing.values_hash,
  standing.duration_ms, standing.session_role, standing.git_commit, standing.run_id
from standing
left join edit on edit.version = standing.version and edit.entry > standing.entry
where standing.event in ('applied', 'baselined', 'adopted', 'marked-applied');

create view lockkeeper.unfinished as
with settled as (
  select version, max(entry) as entry
  from lockkeeper.journal
  where event in ('applied', 'undone', 'baselined', 'adopted', 'marked-applied', 'marked-undone')
  group by version
)
select
  journal.version,
  (array_agg(journal.name order by journal.entry desc))[1] as name,
  (array_agg(journal.direction order by journal.entry desc))[1] as direction,
  coalesce(max(journal.statement) filter (where journal.event = 'advanced'), 0) as statements_done,
  (array_agg(journal.prefix order by journal.entry desc) filter (where journal.event = 'advanced'))[1] as prefix,
  max(journal.statement) filter (where journal.event = 'begun') as statement_begun,
  (array_agg(journal.statements order by journal.entry desc))[1] as statements
from lockkeeper.journal
left join settled on settled.version = journal.version
where journal.event in ('begun', 'advanced') and journal.entry > coalesce(settled.entry, 0)
group by journal.version;

create index repeated_last on lockkeeper.journal (name, entry desc) where event = 'repeated';

create view lockkeeper.repeated as
select distinct on (name)
  name, entry, checksum, essence, source, recorded_at as repeated_at, duration_ms, session_role, git_commit, run_id
from lockkeeper.journal
where event = 'repeated'
order by name, entry desc;
`;
