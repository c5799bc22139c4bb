// The journal rows of a migration that runs.

import type { PlannedMigration, PlannedRepeatable, Step } from "../core/plan.ts";
import type { JournalEntry } from "../journal/journal.ts";

/** What every row of the migration says. */
export const entryFor = (migration: PlannedMigration): Omit<JournalEntry, "event"> => ({
  direction: migration.direction,
  version: migration.version,
  name: migration.name,
  file: migration.file,
  checksum: migration.checksum,
  essence: migration.essence,
  ...valuesOf(migration),
  statements: migration.statements,
});

/** The rows that go with the end of a step: one, or for repeatables one for each. */
export const entriesAfter = (
  migration: PlannedMigration,
  step: Step,
  elapsedMs?: number,
): readonly JournalEntry[] => migration.repeats?.map(repeatEntry) ?? [entryAfter(migration, step, elapsedMs)];

const valuesOf = ({ filled }: Pick<PlannedMigration, "filled">): { readonly valuesHash?: string } =>
  filled === undefined || filled.valuesHash === "" ? {} : { valuesHash: filled.valuesHash };

const repeatEntry = ({ reason, filled, ...repeat }: PlannedRepeatable): JournalEntry => ({
  ...repeat,
  ...(filled && valuesOf({ filled })),
  event: "repeated",
  direction: "up",
  reason,
});

/**
 * The row that goes with the end of a step. `elapsedMs` is said where the migration began in an earlier
 * transaction; else the server counts from the start of this one.
 */
function entryAfter(migration: PlannedMigration, step: Step, elapsedMs?: number): JournalEntry {
  const reached = { ...entryFor(migration), statement: step.statementsDone, prefix: step.prefix };
  if (migration.steps.at(-1) !== step) return { ...reached, event: "advanced" };
  return {
    ...reached,
    event: migration.direction === "up" ? "applied" : "undone",
    ...(elapsedMs === undefined ? {} : { durationMs: elapsedMs }),
    ...(migration.downSql === undefined ? {} : { downSql: migration.downSql }),
  };
}
