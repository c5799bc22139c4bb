// How long the locks would be held on the target: what was observed, brought to the target's sizes.

import { blocksTraffic } from "../core/lock.ts";
import type { HoldEstimate, ObservedLock, ObservedStatement, RehearsedMigration } from "../core/rehearsal.ts";
import type { Session } from "../database/database.ts";

export interface RelationSize {
  /** Rows as the server's statistics have them. */
  readonly rows: number;
  /** Bytes with indexes and TOAST. */
  readonly bytes: number;
}

const SIZES = `
select r.name as relation, greatest(c.reltuples, 0)::float8 as rows,
  pg_catalog.pg_total_relation_size(c.oid)::float8 as bytes
from pg_catalog.unnest($1::text[]) as r (name)
join pg_catalog.pg_class as c on c.oid = pg_catalog.to_regclass(r.name)`;

/** The sizes of those of the relations that the target has. */
export async function readSizes(
  target: Session,
  relations: readonly string[],
): Promise<ReadonlyMap<string, RelationSize>> {
  const rows = await target.query<{ relation: string; rows: number; bytes: number }>(SIZES, [relations]);
  return new Map(rows.map(({ relation, ...size }) => [relation, size]));
}

/** The tables that were there and that were locked against readers or writers. */
export function lockedTables(migrations: readonly RehearsedMigration[]): readonly string[] {
  const locks = migrations.flatMap(({ statements }) => statements.flatMap((statement) => statement.locks));
  return [...new Set(locks.filter(isBlocking).map(({ relation }) => relation))];
}

/** A lock that readers or writers of a table would wait for. */
export const isBlocking = ({ existed, mode, kind }: ObservedLock): boolean =>
  existed && blocksTraffic(mode) && TABLE_KINDS.has(kind);

const TABLE_KINDS = new Set(["table", "partitioned table", "materialized view"]);

/**
 * Milliseconds for a row where the rehearsal had too few rows to tell: one million rows of about 100 bytes on
 * PostgreSQL 15 took 0.11 s to scan, 0.52 s to index and 2.7 s to write anew with the indexes (two cores, all in memory).
 */
const USUAL_MS_PER_ROW = { scan: 0.000_11, build: 0.000_52, rewrite: 0.002_7 } as const;
/** Below, the time of a statement says little about its rows. */
const MEASURED_ROWS_MIN = 10_000;

/** For each blocking lock the time from its statement to the end of its step, on tables of the target's sizes. */
export function estimateHolds(
  migrations: readonly RehearsedMigration[],
  sizes: ReadonlyMap<string, RelationSize>,
): readonly HoldEstimate[] {
  return migrations.flatMap(({ version, statements }) =>
    statements.flatMap((statement) =>
      statement.locks.filter(isBlocking).flatMap(({ relation, mode }): HoldEstimate[] => {
        const size = sizes.get(relation);
        if (size === undefined) return [];
        const held = statements.filter(
          ({ step, number }) => step === statement.step && number >= statement.number,
        );
        const costs = held.flatMap((each) => costsOf(each, sizes));
        const quickMs = held.reduce((sum, each) => sum + each.durationMs, 0);
        const holdMs = Math.max(
          quickMs,
          costs.reduce((sum, { ms }) => sum + ms, 0),
        );
        const { line } = statement;
        return [{ version, line, relation, mode, ...size, holdMs, basis: basisOf(costs) }];
      }),
    ),
  );
}

interface Cost {
  readonly ms: number;
  readonly basis: string;
}

/** What grows with the rows: rewriting goes before building, and that before reading. */
function costsOf(statement: ObservedStatement, sizes: ReadonlyMap<string, RelationSize>): readonly Cost[] {
  const rewritten = statement.rewritten.map((relation) => ({ relation, work: "rewrite" as const }));
  const read = statement.scanned.map(({ relation }) => ({ relation, work: workOf(statement) }));
  const names = new Set(rewritten.map(({ relation }) => relation));
  return [...rewritten, ...read.filter(({ relation }) => !names.has(relation))].flatMap(
    ({ relation, work }) => {
      const rows = sizes.get(relation)?.rows;
      if (rows === undefined) return [];
      const seen = statement.scanned.find((scan) => scan.relation === relation)?.rows ?? 0;
      const measured = seen >= MEASURED_ROWS_MIN;
      const perRow = measured ? statement.durationMs / seen : USUAL_MS_PER_ROW[work];
      const from = measured ? `${seen} rows in the rehearsal` : `usual time for a ${work}`;
      return [
        { ms: rows * perRow, basis: `${work} of ${Math.round(rows)} rows of ${relation} by the ${from}` },
      ];
    },
  );
}

const workOf = ({ kind, text }: ObservedStatement): "build" | "scan" =>
  /INDEX/.test(kind) || /\b(?:unique|primary\s+key|exclude)\b/i.test(text) ? "build" : "scan";

const basisOf = (costs: readonly Cost[]): string =>
  costs.length === 0
    ? "no scan or rewrite was seen, so the size does not matter"
    : costs.map(({ basis }) => basis).join("; ");
