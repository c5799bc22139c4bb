// Reads the journal: one query, one row, whatever its length.

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
import { asVersion, type Version } from "../core/version.ts";
import { isStatementError, SQLSTATE, type Session } from "../database/database.ts";
import { JOURNAL_FORMAT } from "./schema.ts";

// Both lists come as text, so that what is not asked for is not taken apart.
const HISTORY = `
select
  (select max(format) from lockkeeper.journal_format) as format,
  (select coalesce(max(entry), 0) from lockkeeper.journal)::float8 as position,
  applied.marks, applied.rows as applied,
  (select coalesce(json_agg(json_build_array(version, name, direction, statements_done, prefix, statement_begun,
    statements) order by version), '[]') from lockkeeper.unfinished) as unfinished,
  (select coalesce(json_agg(json_build_array(name, checksum, repeated_at, duration_ms) order by name collate "C"), '[]')
    from lockkeeper.repeated) as repeated
from (
  select
    coalesce(string_agg(version || ' ' || coalesce(checksum, ''), e'\\n' order by version collate "C"), '') as marks,
    coalesce(json_agg(json_build_array(version, name, applied_by, entry, checksum, essence, applied_at, duration_ms,
      values_hash)
      order by entry), '[]')::text as rows
  from lockkeeper.applied
) as applied
`;

type Text = string | null;
type AppliedRow = readonly [string, string, AppliedBy, number, Text, Text, string, number | null, Text];
type UnfinishedRow = readonly [string, string, Direction, number, Text, number | null, number | null];

type RepeatedRow = readonly [string, Text, string, number | null];

interface HistoryRow {
  readonly format: number | null;
  readonly position: number;
  readonly marks: string;
  readonly applied: string;
  readonly unfinished: readonly UnfinishedRow[];
  readonly repeated: readonly RepeatedRow[];
}

/**
 * The database's history; an empty one where there is no journal yet.
 * Throws Failure `journal-newer` when a newer lockkeeper wrote it in a format that this one does not know.
 */
export async function readHistory(session: Session): Promise<History> {
  const row = await historyRow(session);
  if (!row) return EMPTY_HISTORY;
  if ((row.format ?? 0) > JOURNAL_FORMAT) {
    throw new Failure(
      "journal-newer",
      `This database's journal has format ${row.format}; this lockkeeper knows formats up to ${JOURNAL_FORMAT}.`,
      { hint: "Install the lockkeeper version that the journal was last written with, or a newer one." },
    );
  }
  let applied: readonly AppliedMigration[] | undefined;
  return {
    exists: true,
    position: row.position,
    marks: row.marks,
    get applied(): readonly AppliedMigration[] {
      return (applied ??= (JSON.parse(row.applied) as readonly AppliedRow[]).map(appliedMigration));
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

const historyRow = async (session: Session): Promise<HistoryRow | undefined> =>
  (await unlessAbsent(() => session.query<HistoryRow>(HISTORY)))?.[0];

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
