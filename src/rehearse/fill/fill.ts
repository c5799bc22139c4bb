// Fills tables with made-up rows that satisfy what the schema asks of them, so that scans and rewrites cost something.

import { showRelation, type RelationName } from "../../core/name.ts";
import { isStatementError, SQLSTATE, type Session } from "../../database/database.ts";
import { analyze } from "./afterwards.ts";
import { closeJudge } from "./judge.ts";
import { fillOrder, type Unit } from "./order.ts";
import { readTables } from "./read-tables.ts";
import type { Table } from "./table.ts";
import { fillUnit, type FilledTable } from "./unit.ts";

export type { FilledTable } from "./unit.ts";

export interface FillOptions {
  /** With their schemas. */
  readonly tables: readonly RelationName[];
  /** Rows that each of them shall have, from 1. */
  readonly rows: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (sentence: string) => void;
}

/**
 * Puts rows into the tables, and into those that they refer to and cannot do without, parents first. A table that has
 * enough rows is left alone. Each table is a transaction of its own, and what stands in the way of one is its note.
 *
 * A superuser's session keeps triggers from firing; otherwise they fire. Throws Failure where the connection is lost,
 * and the signal's reason where that fires.
 */
export async function fillTables(
  session: Session,
  { tables, rows, signal, onProgress = () => undefined }: FillOptions,
): Promise<readonly FilledTable[]> {
  signal?.throwIfAborted();
  using _cancel = cancelOn(session, signal);
  await using _judge = closingJudge(session);
  const found = await readTables(session, tables);
  const silent = await canSilence(session);
  const units = fillOrder(found);
  const filled: FilledTable[] = [];
  for (const [place, unit] of units.entries()) {
    onProgress(`Filling ${namesOf(unit)} (${place + 1} of ${units.length}).`);
    const results = await fillUnit(session, unit, { rows, silent });
    signal?.throwIfAborted();
    filled.push(...results);
    const fit = unit.tables.filter(({ unfit }) => unfit === undefined);
    for (const table of fit) await takeStatistics(session, table, onProgress);
  }
  const missing = tables.filter((wanted) => !found.some(({ relation }) => isSame(relation, wanted)));
  return [...filled, ...missing.map(notThere)];
}

/** Asks the server to stop when the signal fires, for as long as this is held. */
function cancelOn(session: Session, signal: AbortSignal | undefined): Disposable {
  const cancel = (): void => void session.cancel();
  signal?.addEventListener("abort", cancel, { once: true });
  return { [Symbol.dispose]: () => signal?.removeEventListener("abort", cancel) };
}

/** Has the session without the judge again in the end, where there still is a session. */
const closingJudge = (session: Session): AsyncDisposable => ({
  [Symbol.asyncDispose]: async () => {
    if (session.lost() === undefined) await closeJudge(session);
  },
});

/** Without statistics the rows are there all the same, so that a failure is told and no more. */
async function takeStatistics(
  session: Session,
  table: Table,
  onProgress: (sentence: string) => void,
): Promise<void> {
  try {
    await analyze(session, table);
  } catch (error) {
    if (!isStatementError(error)) throw error;
    onProgress(`No statistics could be taken of ${showRelation(table.relation)}: ${error.message}.`);
  }
}

/** Whether the session may switch triggers off for itself. */
async function canSilence(session: Session): Promise<boolean> {
  try {
    await session.run("begin; set local session_replication_role = replica");
    return true;
  } catch (error) {
    if (isStatementError(error) && error.sqlstate === SQLSTATE.insufficientPrivilege) return false;
    throw error;
  } finally {
    await session.run("rollback");
  }
}

const namesOf = ({ tables }: Unit): string => tables.map(({ relation }) => showRelation(relation)).join(", ");

const isSame = (one: RelationName, other: RelationName): boolean => showRelation(one) === showRelation(other);

const notThere = (relation: RelationName): FilledTable => ({
  relation: showRelation(relation),
  rows: 0,
  note: "There is no such table.",
});
