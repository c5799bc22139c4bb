// Locks that readers or writers of tables in use wait for, held by earlier statements of the same transaction.

import type { Claim } from "../core/finding.ts";
import { blocksTraffic, LOCK_MODES } from "../core/lock.ts";
import { showRelation } from "../core/name.ts";
import type { Table } from "../core/schema.ts";
import type { TableLock, WorkKind } from "./effects/effect.ts";
import type { StatementContext } from "./rule.ts";
import { showTable, whoWaits } from "./wording.ts";

/** How many tables a sentence names. */
const NAMED_MAX = 3;

/** The strongest of the held locks that somebody waits for. */
export interface HeldLock {
  /** `ACCESS EXCLUSIVE on public.orders`, with what else is locked as strongly. */
  readonly shown: string;
  /** `readers and writers`. */
  readonly waiting: string;
  readonly claim: (work: WorkKind) => Claim;
}

/**
 * What earlier statements hold against readers or writers. `counts` leaves out locks that do not matter here.
 * Undefined where nothing is left.
 */
export function heldAgainstTraffic(
  context: StatementContext,
  counts: (lock: TableLock) => boolean = () => true,
): HeldLock | undefined {
  const { held, script } = context;
  const stopping = held.filter(
    (lock) => blocksTraffic(lock.mode) && !mayBeMissing(lock.table, script) && counts(lock),
  );
  const strongest = stopping.toSorted((a, b) => strength(b) - strength(a))[0];
  if (strongest === undefined) return undefined;
  const { mode, table } = strongest;
  const tables = stopping.filter((lock) => lock.mode === mode).map((lock) => showTable(lock.table, context));
  const names = [...new Set(tables)];
  const more = names.length - NAMED_MAX;
  return {
    shown: `${mode} on ${names.slice(0, NAMED_MAX).join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
    waiting: whoWaits(mode) ?? "other schema changes",
    claim: (work) => ({ relation: showRelation(table.name), mode, work }),
  };
}

/** How strong a lock is, to be compared with others. */
export const strength = ({ mode }: Pick<TableLock, "mode">): number => LOCK_MODES.indexOf(mode);

/** True for a table that was never seen and that the file itself drops only if there is one. */
const mayBeMissing = (table: Table, { statements }: StatementContext["script"]): boolean =>
  table.id < 0 &&
  statements.some(({ changes }) =>
    changes.some(
      (change) =>
        change.kind === "drop" &&
        change.ifExists &&
        change.names.some(({ name }) => name === table.name.name),
    ),
  );
