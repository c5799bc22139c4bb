// Adds rows to the journal. Whoever calls decides in which transaction.

import { redact } from "../core/redact.ts";
import type { Direction } from "../core/history.ts";
import type { PipelineRequest, Session } from "../database/database.ts";
import { JOURNAL_FORMAT_1 } from "./schema.ts";

/** Who runs, the same for every row of a run. */
export interface Run {
  readonly id: string;
  readonly osUser: string;
  readonly host: string;
  readonly gitCommit?: string;
  readonly tool: string;
}

export type JournalEvent =
  | "begun"
  | "advanced"
  | "applied"
  | "undone"
  | "failed"
  | "baselined"
  | "adopted"
  | "marked-applied"
  | "marked-undone"
  | "edit-accepted"
  | "repeated";

export interface JournalEntry {
  readonly event: JournalEvent;
  readonly direction: Direction;
  readonly version: string;
  readonly name: string;
  readonly file?: string;
  readonly checksum?: string;
  readonly essence?: string;
  readonly statement?: number;
  readonly statements?: number;
  readonly prefix?: string;
  readonly downSql?: string;
  /** Hash of the values of placeholders that are no secrets. */
  readonly valuesHash?: string;
  /** The text of a repeatable. */
  readonly source?: string;
  /** How long it took on the runner's own clock. Without it: since the row's own transaction began. */
  readonly durationMs?: number;
  /** When it ran, ISO 8601, where that was before us. Without it, it ends now. */
  readonly startedAt?: string;
  readonly reason?: string;
  readonly error?: { readonly message: string; readonly sqlstate?: string; readonly line?: number };
}

const INSERT = `
insert into lockkeeper.journal (
  run_id, event, direction, version, name, file, checksum, essence, statement, statements, prefix, down_sql,
  duration_ms, started_at, os_user, host, git_commit, tool, reason, error, source, values_hash)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
  coalesce($13::float8, extract(epoch from pg_catalog.clock_timestamp() - pg_catalog.now()) * 1000),
  coalesce($22::timestamptz, pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => $13::float8 / 1000),
    pg_catalog.now()),
  $14, $15, $16, $17, $18, $19, $20, $21)
returning duration_ms
`;

/** Adds one row. Secrets in reasons and errors are taken out; a down or a repeatable that holds one is not kept at all. */
export async function record(session: Session, run: Run, entry: JournalEntry): Promise<void> {
  const { text, values } = recordRequest(run, entry);
  await session.query(text, values);
}

/** The same as a request that travels with the statements of its migration. Answers with the duration in ms. */
export function recordRequest(run: Run, entry: JournalEntry): PipelineRequest {
  const error = entry.error && { ...entry.error, message: redact(entry.error.message) };
  const values = [
    run.id,
    entry.event,
    entry.direction,
    entry.version,
    entry.name,
    entry.file,
    entry.checksum,
    entry.essence,
    entry.statement,
    entry.statements,
    entry.prefix,
    keepable(entry.downSql),
    entry.durationMs,
    run.osUser,
    run.host,
    run.gitCommit,
    run.tool,
    entry.reason === undefined ? undefined : redact(entry.reason),
    error ? JSON.stringify(error) : undefined,
    keepable(entry.source),
    entry.valuesHash,
    entry.startedAt,
  ];
  return { text: INSERT, values, prepareAs: "lockkeeper_journal" };
}

const keepable = (sql: string | undefined): string | undefined =>
  sql !== undefined && redact(sql) === sql ? sql : undefined;

/** Makes the journal where there is none. Call under the deploy lock: IF NOT EXISTS guards against no rival. */
export async function ensureJournal(session: Session): Promise<void> {
  // One message is one transaction, and one round trip.
  await session.run(JOURNAL_FORMAT_1);
}
