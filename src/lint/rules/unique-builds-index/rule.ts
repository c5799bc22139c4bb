// ADD UNIQUE that builds its index on a table that is in use.

import type { ChangeOf } from "../../../core/change.ts";
import type { Fix } from "../../../core/finding.ts";
import { keySteps } from "../../fix/key-steps.ts";
import type { Report, Rule, StatementContext } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "unique-builds-index",
  class: "hazard",
  severity: "error",
  about: "ADD UNIQUE makes everybody wait until its index is built",
  files: ["up", "down"],
  changes: {
    *"add-constraint"(change, context) {
      if (change.constraint.kind === "unique") {
        yield* reportsOf(change.at, context, fixOf(change, context));
      }
    },
    *"add-column"(change, context) {
      const key = change.column.constraints.find(({ kind }) => kind === "unique");
      if (key !== undefined) yield* reportsOf(key.at, context, undefined);
    },
  },
};

function* reportsOf(at: number, context: StatementContext, fix: Fix | undefined): Iterable<Report> {
  const work = context.work.find(({ kind, because }) => kind === "build" && because === "unique");
  if (work === undefined) return;
  yield {
    at,
    message: `${showLock(work.table, context)} while the index is built: ${showWait(work.table, context)} until it is done.`,
    instead:
      "Build the index with CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … UNIQUE USING INDEX, which takes an instant.",
    claim: claimOf(work, context),
    fix,
  };
}

function fixOf(change: ChangeOf<"add-constraint">, context: StatementContext): Fix | undefined {
  const { constraint } = change;
  const edits = constraint.kind === "unique" ? keySteps(change, constraint, context) : undefined;
  if (edits === undefined) return undefined;
  return { title: "Build the index concurrently, and make the constraint of it.", edits, newFiles: [] };
}
