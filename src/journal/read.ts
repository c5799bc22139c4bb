// Reads the journal: one query, one row, whatever its length.

import { hash } from "node:crypto";

import { Failure } from "../core/failure.ts";
import type {
  AppliedBy,
  AppliedMigration,
  Direction,
  History,
  UnfinishedMigration,
} from "../core/history.ts";
import { EMPTY_HISTORY } from "../core/history.ts";
import { asChecksum } from "../core/migration.ts";
import type { ListedMigration } from "../core/outcome.ts";
import { asVersion, type Version } from "../core/version.ts";
import { isStatementError, SQLSTATE, type Session } from "../database/database.ts";
import { JOURNAL_FORMAT } from "./schema.ts";

// What is long comes as text, so that what is not asked for is not taken apart; of a journal that is known by the hash
// of its marks, it does not come at all: writing and sending it is most of the work.
const LOOK = `
with applied as materialized (
  select version, name, applied_by, entry, checksum, essence, applied_at, duration_ms, values_hash
  from lockkeeper.applied
), brief as materialized (
  select coalesce(string_agg(version || ' ' || coalesce(checksum, ''), e'\\n' order by version collate "C"), '') as marks
  from applied
), open as materialized (
  select
    (select coalesce(json_agg(json_build_array(version, name, direction, statements_done, prefix, statement_begun,
      statements) order by version), '[]') from lockkeeper.unfinished) as unfinished,
    (select coalesce(json_agg(json_build_array(name, checksum, repeated_at, duration_ms) order by name collate "C"),
      '[]') from lockkeeper.repeated) as repeated
), known as materialized (
  select
    pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(marks, 'UTF8')), 'hex') = $1
      and unfinished::text = '[]' and repeated::text = '[]' as is_known
  from brief, open
)
select
  (select max(format) from lockkeeper.journal_format) as format,
  (select coalesce(max(entry), 0) from lockkeeper.journal)::float8 as position,
  is_known as "isKnown",
  case when not is_known then marks end as marks,
  case when not is_known then (
    select coalesce(json_agg(json_build_array(version, name, applied_by, entry, checksum, essence, applied_at,
      duration_ms, values_hash) order by entry), '[]')::text
    from applied
  ) end as applied,
  case when is_known and $2 then (
    select json_build_array(json_agg(version), json_agg(name), json_agg(applied_by), json_agg(applied_at))::text
    from (select * from applied order by entry) as listed
  ) end as listed,
  unfinished, repeated
from brief, open, known
`;

type Text = string | null;
type AppliedRow = readonly [string, string, AppliedBy, number, Text, Text, string, number | null, Text];
type UnfinishedRow = readonly [string, string, Direction, number, Text, number | null, number | null];

type RepeatedRow = readonly [string, Text, string, number | null];

interface LookRow {
  readonly format: number | null;
  readonly position: number;
  readonly isKnown: boolean;
  readonly marks: Text;
  readonly applied: Text;
  readonly listed: Text;
  readonly unfinished: readonly UnfinishedRow[];
  readonly repeated: readonly RepeatedRow[];
}

/** What somebody remembers of a journal. */
export interface Remembered {
  /** Of the marks, see `hashOfMarks`. */
  readonly marksHash: string;
}

/** A history, or what it is instead where nothing has changed: nothing is unfinished then, and no repeatable ran. */
export type JournalLook =
  | { readonly kind: "known"; readonly listed: readonly ListedMigration[] }
  | { readonly kind: "read"; readonly history: History };

/** By which a journal is known again. */
export const hashOfMarks = (marks: string): string => hash("sha256", marks, "hex");

/** The database's history; an empty one where there is no journal yet. Throws as `lookAtJournal` does. */
export async function readHistory(session: Session): Promise<History> {
  const look = await lookAtJournal(session, undefined, { wantsList: false });
  return look.kind === "read" ? look.history : EMPTY_HISTORY;
}

/**
 * Looks whether the journal is as it is remembered, and only otherwise reads it. What is applied is listed for those
 * who want it.
 * Throws Failure `journal-newer` when a newer lockkeeper wrote it in a format that this one does not know.
 */
export async function lookAtJournal(
  session: Session,
  remembered: Remembered | undefined,
  { wantsList }: { readonly wantsList: boolean },
): Promise<JournalLook> {
  const values = [remembered?.marksHash ?? "", wantsList];
  const rows = await unlessAbsent(() => session.query<LookRow>(LOOK, values));
  const [row] = rows ?? [];
  if (!row) return { kind: "read", history: EMPTY_HISTORY };
  if ((row.format ?? 0) > JOURNAL_FORMAT) {
    throw new Failure(
      "journal-newer",
      `This database's journal has format ${row.format}; this lockkeeper knows formats up to ${JOURNAL_FORMAT}.`,
      { hint: "Install the lockkeeper version that the journal was last written with, or a newer one." },
    );
  }
  return row.isKnown ? { kind: "known", listed: listedIn(row) } : { kind: "read", history: historyIn(row) };
}

type Columns = readonly [readonly Version[], readonly string[], readonly AppliedBy[], readonly string[]];

function listedIn({ listed }: LookRow): readonly ListedMigration[] {
  if (listed === null) return [];
  const [versions, names, by, times] = JSON.parse(listed) as Columns | readonly null[];
  return (versions ?? []).map((version, index) => ({
    version,
    name: names?.[index] ?? "",
    by: by?.[index] ?? "applied",
    appliedAt: times?.[index] ?? "",
  }));
}

function historyIn(row: LookRow): History {
  let applied: readonly AppliedMigration[] | undefined;
  return {
    exists: true,
    position: row.position,
    marks: row.marks ?? "",
    get applied(): readonly AppliedMigration[] {
      return (applied ??= (JSON.parse(row.applied ?? "[]") as readonly AppliedRow[]).map(appliedMigration));
    },
    unfinished: row.unfinished.map(unfinishedMigration),
    repeated: row.repeated.map(([name, checksum, repeatedAt, durationMs]) => ({
      name,
      checksum: asChecksum(checksum ?? ""),
      repeatedAt,
      durationMs: durationMs ?? 0,
    })),
  };
}

const appliedMigration = ([
  version,
  name,
  by,
  entry,
  checksum,
  essence,
  appliedAt,
  durationMs,
  valuesHash,
]: AppliedRow): AppliedMigration => ({
  version: asVersion(version),
  name,
  by,
  entry,
  checksum: asChecksum(checksum ?? ""),
  ...(essence === null ? {} : { essence }),
  appliedAt,
  ...(durationMs === null ? {} : { durationMs }),
  ...(valuesHash === null ? {} : { valuesHash }),
});

const unfinishedMigration = ([
  version,
  name,
  direction,
  statementsDone,
  prefix,
  begun,
  statements,
]: UnfinishedRow): UnfinishedMigration => ({
  version: asVersion(version),
  name,
  direction,
  statementsDone,
  statements: statements ?? 0,
  ...(prefix === null ? {} : { prefix }),
  ...(begun === null || begun <= statementsDone ? {} : { statementBegun: begun }),
});

/** What the journal answers; undefined where there is none. */
async function unlessAbsent<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    const absent: readonly string[] = [SQLSTATE.undefinedTable, SQLSTATE.invalidSchemaName];
    if (isStatementError(error) && absent.includes(error.sqlstate)) return undefined;
    throw error;
  }
}

/** The SQL that undoes a version, as it was kept when the version was applied; undefined where none was. */
export async function readDownSql(session: Session, version: Version): Promise<string | undefined> {
  const rows = await session.query<{ down_sql: string | null }>(
    `select down_sql from lockkeeper.journal
     where version = $1 and event in ('applied', 'baselined', 'adopted', 'marked-applied') and down_sql is not null
     order by entry desc limit 1`,
    [version],
  );
  return rows[0]?.down_sql ?? undefined;
}

/** The text of each repeatable as it ran last, by name. One that held a secret was not kept. */
export async function readRepeatedSources(session: Session): Promise<ReadonlyMap<string, string>> {
  const rows = await unlessAbsent(() =>
    session.query<{ name: string; source: string }>(
      "select name, source from lockkeeper.repeated where source is not null",
    ),
  );
  return new Map((rows ?? []).map(({ name, source }) => [name, source]));
}
