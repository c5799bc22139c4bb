// Puts planned rows into a table, and makes do with fewer where some of them are not taken.

import { isStatementError, type Session } from "../../database/database.ts";
import { countRows } from "./count.ts";
import { insertOf, type Insert } from "./insert.ts";
import type { RowPlan } from "./row-plan.ts";
import type { Table } from "./table.ts";

/** A row that is like another one, that excludes another one, or that breaks a check. */
const NOT_TAKEN: ReadonlySet<string> = new Set(["23505", "23P01", "23514"]);

/** How often more rows are tried where some were not taken, and how often although none were. */
const TURNS_MAX = 16;
const FRUITLESS_MAX = 3;

export interface PutOptions {
  /** Rows that the table has already; indexes go on from there. */
  readonly existing: number;
  /** Indexes stay below this. */
  readonly reach: number;
}

/** Within a transaction. Gives the rows that the table has afterwards, counted up to those that were planned. */
export async function putRows(
  session: Session,
  { table, plan }: { readonly table: Table; readonly plan: RowPlan },
  { existing, reach }: PutOptions,
): Promise<number> {
  const goal = existing + plan.rows;
  const count = (): Promise<number> => countRows(session, table.relation, goal);
  if (existing === 0 && plan.proven) {
    const whole = insertOf(table, plan, { reach, guarded: false });
    if (await isTaken(session, () => insert(session, whole, [0, goal - 1]))) return count();
  }
  const guarded = insertOf(table, plan, { reach, guarded: true });
  let held = existing;
  let next = existing;
  let fruitless = 0;
  // Each turn uses up as many indexes as rows are missing.
  for (let turn = 0; turn < TURNS_MAX && fruitless < FRUITLESS_MAX && held < goal && next < reach; turn++) {
    const last = Math.min(reach, next + goal - held) - 1;
    await insert(session, guarded, [next, last]);
    next = last + 1;
    const before = held;
    held = await count();
    fruitless = held > before ? 0 : fruitless + 1;
  }
  return held;
}

/** Whether something went through; what it did is taken back where a row was not taken. */
async function isTaken(session: Session, attempt: () => Promise<void>): Promise<boolean> {
  await session.run("savepoint lockkeeper_rows");
  try {
    await attempt();
    return true;
  } catch (error) {
    if (!isStatementError(error) || !NOT_TAKEN.has(error.sqlstate)) throw error;
    await session.run("rollback to savepoint lockkeeper_rows");
    return false;
  }
}

async function insert(
  session: Session,
  { text, values }: Insert,
  indexes: readonly [number, number],
): Promise<void> {
  await session.query(text, [...indexes, ...values]);
}
