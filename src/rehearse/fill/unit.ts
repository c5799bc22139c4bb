// Fills a unit: one table, or some that refer to each other in a ring, in one transaction.

import { showRelation } from "../../core/name.ts";
import { isStatementError, type Session } from "../../database/database.ts";
import { advanceSequences, brokenForeignKey, recheckKeys } from "./afterwards.ts";
import { countRows } from "./count.ts";
import type { Unit } from "./order.ts";
import { planTable } from "./plan-table.ts";
import { putRows } from "./put-rows.ts";
import type { RowPlan } from "./row-plan.ts";
import type { Refusal, Table } from "./table.ts";

/** What became of a table that was to be filled. */
export interface FilledTable {
  /** `public.orders`. */
  readonly relation: string;
  /** Rows that it has now, counted up to what was asked for. */
  readonly rows: number;
  /** Why these are fewer than asked for, in a sentence. */
  readonly note?: string;
}

export interface UnitOptions {
  /** Rows that each table shall have. */
  readonly rows: number;
  /** Whether triggers can be kept from firing; what those of foreign keys would see is looked at afterwards. */
  readonly silent: boolean;
}

/** For one statement; making up a hundred million rows takes less. */
const STATEMENT_TIMEOUT_MS = 3_600_000;
/** Indexes that may be tried for each row that is wanted, and at least. */
const TRIES_PER_ROW = 4;
const TRIES_MIN = 1_000;

const BEGIN = `
select pg_catalog.set_config('statement_timeout', $1, true), pg_catalog.set_config('jit', 'off', true)
`;
const SILENCE = "set local session_replication_role = replica";

/** Throws only what is no fault of a table: the connection is gone. */
export async function fillUnit(
  session: Session,
  unit: Unit,
  options: UnitOptions,
): Promise<readonly FilledTable[]> {
  const filled = await inTransaction(session, () => fillTogether(session, unit, options));
  if (!("why" in filled)) return filled;
  const undone: FilledTable[] = [];
  for (const { relation, unfit } of unit.tables) {
    const rows = unfit === undefined ? await countRows(session, relation, options.rows) : 0;
    undone.push({ relation: showRelation(relation), rows, note: filled.why });
  }
  return undone;
}

/** Commits what the work did; takes it back where it is refused, by us or by the server. */
async function inTransaction<Result extends object>(
  session: Session,
  work: () => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  try {
    await session.run("begin");
    const result = await work();
    await session.run("why" in result ? "rollback" : "commit");
    return result;
  } catch (error) {
    if (session.lost() === undefined) await session.run("rollback");
    if (!isStatementError(error)) throw error;
    const detail = error.detail === undefined ? "" : ` (${error.detail})`;
    return { why: `PostgreSQL refused the rows: ${error.message}${detail}.` };
  }
}

async function fillTogether(
  session: Session,
  unit: Unit,
  options: UnitOptions,
): Promise<readonly FilledTable[] | Refusal> {
  await session.query(BEGIN, [String(STATEMENT_TIMEOUT_MS)]);
  await session.run(options.silent ? SILENCE : "set constraints all deferred");
  const filled: FilledTable[] = [];
  for (const table of unit.tables) {
    const result = await fillTable(session, { table, unit }, options);
    if ("why" in result) return result;
    filled.push(result);
  }
  for (const table of options.silent ? unit.tables : []) {
    const broken = await brokenForeignKey(session, table);
    if (broken !== undefined) {
      return { why: `The made-up rows do not satisfy the foreign key ${broken.name}.` };
    }
  }
  return filled;
}

async function fillTable(
  session: Session,
  { table, unit }: { readonly table: Table; readonly unit: Unit },
  { rows, silent }: UnitOptions,
): Promise<FilledTable | Refusal> {
  if (table.unfit !== undefined) return { why: table.unfit };
  const relation = showRelation(table.relation);
  const existing = await countRows(session, table.relation, rows);
  if (existing >= rows) return { relation, rows };
  const reach = existing + Math.max(TRIES_MIN, TRIES_PER_ROW * rows);
  const plan = await planTable(session, table, { existing, rows, reach, pledges: unit.later });
  if ("why" in plan) return plan;
  const held = await putRows(session, { table, plan }, { existing, reach });
  if (silent) await recheckKeys(session, table);
  await advanceSequences(session, table);
  return { relation, rows: held, ...(held < rows ? { note: shortage(plan) } : {}) };
}

const shortage = ({ narrowest }: RowPlan): string =>
  narrowest === undefined
    ? "No more were taken: they would not differ in every key, would break a check, or a trigger left them out."
    : `The key ${narrowest.name} (${narrowest.columns.join(", ")}) has room for no more.`;
