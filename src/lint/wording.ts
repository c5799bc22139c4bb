// Sentences that rules share: tables, locks, and who waits for them.

import type { Claim } from "../core/finding.ts";
import type { LockMode } from "../core/lock.ts";
import { conflictsWith } from "../core/lock.ts";
import { showRelation } from "../core/name.ts";
import type { Table } from "../core/schema.ts";
import type { Work } from "./effects/effect.ts";
import type { StatementContext } from "./rule.ts";

/** `public.orders`, or `public.orders (1.2 million rows)` where a target has told. */
export function showTable(table: Table, { sizeOf }: Pick<StatementContext, "sizeOf">): string {
  const size = sizeOf(table);
  return size === undefined ? nameOf(table) : `${nameOf(table)} (${showRows(size.rows)})`;
}

const nameOf = ({ name }: Table): string => showRelation(name);

function showRows(rows: number): string {
  if (rows < 10_000) return rows === 1 ? "1 row" : `${rows} rows`;
  if (rows < 1_000_000) return `${Math.round(rows / 1000)} thousand rows`;
  return `${(rows / 1_000_000).toFixed(1)} million rows`;
}

/** Who has to wait while a lock is held: `readers and writers`, `writers`, or undefined for neither. */
export function whoWaits(mode: LockMode): string | undefined {
  if (conflictsWith(mode).includes("ACCESS SHARE")) return "readers and writers";
  return conflictsWith(mode).includes("ROW EXCLUSIVE") ? "writers" : undefined;
}

/** The lock that the statement takes on a table; ACCESS EXCLUSIVE where it is not known. */
export const modeOn = ({ locks }: Pick<StatementContext, "locks">, table: Table): LockMode =>
  locks.find((lock) => lock.table.id === table.id && lock.table.name.name === table.name.name)?.mode ??
  "ACCESS EXCLUSIVE";

/** `ACCESS EXCLUSIVE on public.orders`. */
export const showLock = (table: Table, context: StatementContext): string =>
  `${modeOn(context, table)} on ${showTable(table, context)}`;

/** `readers and writers wait`, for the lock that the statement takes on a table. */
export const showWait = (table: Table, context: StatementContext): string =>
  `${whoWaits(modeOn(context, table)) ?? "other schema changes"} wait`;

/** The claim that goes with work under the statement's lock. */
export const claimOf = ({ table, kind }: Work, context: StatementContext): Claim => ({
  relation: nameOf(table),
  mode: modeOn(context, table),
  work: kind,
});

/** The claim of a lock that is held for an instant. */
export const instantClaim = (table: Table, context: StatementContext): Claim => ({
  relation: nameOf(table),
  mode: modeOn(context, table),
});
