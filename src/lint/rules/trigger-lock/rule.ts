// CREATE, DROP and DISABLE TRIGGER on a table that is in use.

import { LOCK_MODES } from "../../../core/lock.ts";
import type { RelationName } from "../../../core/name.ts";
import type { Report, Rule, StatementContext } from "../../rule.ts";
import { instantClaim, modeOn, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "trigger-lock",
  class: "advice",
  severity: "note",
  about: "a trigger that is made, dropped or switched needs the table to itself for an instant",
  files: ["up", "down"],
  changes: {
    *"create-trigger"({ at, table }, context) {
      yield* reportsOf(at, table, context);
    },
    *"switch-trigger"({ at, table }, context) {
      yield* reportsOf(at, table, context);
    },
    *drop({ at, object, names }, context) {
      if (object !== "trigger") return;
      for (const { table } of names) if (table !== undefined) yield* reportsOf(at, table, context);
    },
  },
};

function* reportsOf(at: number, name: RelationName, context: StatementContext): Iterable<Report> {
  const table = context.schema.table(name);
  if (context.isNew(table) || table.kind !== "table") return;
  const wanted = LOCK_MODES.indexOf(modeOn(context, table));
  const isHeld = context.held.some(
    (lock) =>
      lock.table.name.name === table.name.name &&
      lock.table.id === table.id &&
      LOCK_MODES.indexOf(lock.mode) >= wanted,
  );
  if (isHeld) return;
  yield {
    at,
    message: `${showLock(table, context)} until the transaction ends: ${showWait(table, context)} for as long.`,
    instead:
      "Keep the transaction short: nothing that takes its time after it. Lockkeeper waits for a moment in which nobody is in the way.",
    claim: instantClaim(table, context),
  };
}
