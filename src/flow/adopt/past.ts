// What the old tool has written down in the target: its table, where it keeps one, and the lock that goes with it.

import {
  findTable,
  holdTable,
  type FoundTable,
  type HeldLock,
  type HistoryTable,
  type Tool,
} from "../../adopt/adopt.ts";
import type { ForeignHistory, NamedTables } from "../../core/adoption.ts";
import type { Difference } from "../../core/catalog.ts";
import { Failure } from "../../core/failure.ts";
import type { Session } from "../../database/database.ts";
import type { Journey } from "../journey.ts";
import { openTarget } from "../target.ts";
import type { Adoptables } from "./versions.ts";

/** The table that was found, and how it is read. */
export interface Past {
  readonly history: HistoryTable;
  readonly table: FoundTable;
}

/** Looks for the tool's table, where it is named there alone; undefined for none, or where the tool keeps none. */
export async function findPast(
  session: Session,
  { history }: Tool,
  named: NamedTables,
): Promise<Past | undefined> {
  if (history === undefined) return undefined;
  const table = await findTable(session, history, named);
  return table && { history, table };
}

interface Holding {
  readonly session: Session;
  readonly tool: Tool;
  readonly past: Past;
  readonly how: "take" | "look";
}

/** Takes the lock of the tool's runs, where it has one, or looks whether it is free. Throws Failure `locked`. */
export async function holdTheirs(
  journey: Journey,
  { session, tool, past: { history, table }, how }: Holding,
): Promise<HeldLock | undefined> {
  if (history.shutByRuns !== true) return await history.hold?.(session, table, how);
  await using opening = new AsyncDisposableStack();
  const own = opening.use(await openTarget(journey));
  await holdTable(own, tool.title, table);
  if (how === "look") return undefined;
  // Handed over: it is held until the caller closes it.
  opening.move();
  return own;
}

/** What is applied: by the table, or where the tool keeps none, everything, for the replay to prove. */
export async function readPast(
  session: Session,
  past: Past | undefined,
  { adoptables, leftOut = [] }: Adoptables,
): Promise<ForeignHistory> {
  if (past === undefined) {
    return { rows: adoptables.map(({ origin: { id } }) => ({ id, state: "applied" })), problems: [] };
  }
  const migrations = adoptables.map(({ origin, name, file, migration }) => ({
    ...{ origin, title: name, up: file, notes: [] },
    kind: migration === undefined ? ("repeatable" as const) : ("versioned" as const),
    outsideTransaction: migration?.outsideTransaction ?? false,
  }));
  return await past.history.read(session, past.table, { migrations, problems: [], leftOut });
}

/** The target has no table of the tool's. */
export function noTable({ title, history }: Tool, target: string, { history: named }: NamedTables): Failure {
  const places = (named ? [named] : (history?.places ?? [])).map(({ schema, table }) =>
    schema === undefined ? table : `${schema}.${table}`,
  );
  return new Failure("not-found", `${target} has no table of ${title}'s.`, {
    hint:
      `Looked for: ${places.join(", ")}. ` +
      "Name another with --history-table, or the right database with --database-url.",
  });
}

/** Throws Failure `drift-found` for differences, where no reason lets them pass or none can. */
export function refuseDifferences(
  { title, history }: Tool,
  { length }: readonly Difference[],
  reason: string | undefined,
): void {
  if (length === 0 || (history?.tellsEach === true && reason !== undefined)) return;
  const count = length === 1 ? "1 difference" : `${length} differences`;
  throw new Failure("drift-found", `The database is not what its files make: ${count}.`, {
    hint: hintFor(title, history),
  });
}

function hintFor(title: string, history: HistoryTable | undefined): string {
  if (history === undefined) return "Nothing but an equal schema proves what is applied. Settle them first.";
  return history.tellsEach
    ? 'Settle them with the old tool; or adopt it as it is, and keep why: --reason "…"'
    : `The table of ${title} does not tell what ran, so that only an equal schema proves it. Settle them first.`;
}
