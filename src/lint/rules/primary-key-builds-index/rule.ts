// ADD PRIMARY KEY that builds its index, or looks for NULL, on a table that is in use.

import type { ChangeOf } from "../../../core/change.ts";
import type { Fix } from "../../../core/finding.ts";
import { keySteps } from "../../fix/key-steps.ts";
import type { Rule, StatementContext } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "primary-key-builds-index",
  class: "hazard",
  severity: "error",
  about: "ADD PRIMARY KEY makes everybody wait until its index is built and every row is looked at",
  files: ["up", "down"],
  changes: {
    *"add-constraint"(change, context) {
      const { constraint } = change;
      const [work] = context.work;
      if (constraint.kind !== "primary-key" || work === undefined || !work.certain) return;
      const builds = constraint.usingIndex === undefined;
      const doing = builds ? "the index is built" : "every row is looked at, as its columns may hold NULL";
      yield {
        at: change.at,
        message: `${showLock(work.table, context)} while ${doing}: ${showWait(work.table, context)} until that is done.`,
        instead: builds
          ? "See to it that the columns are NOT NULL, build the index with CREATE UNIQUE INDEX CONCURRENTLY, then ADD PRIMARY KEY USING INDEX, which takes an instant."
          : "Make the columns NOT NULL first, by a constraint that is added NOT VALID and validated in a transaction of its own.",
        claim: claimOf(work, context),
        fix: fixOf(change, context),
      };
    },
  },
};

function fixOf(change: ChangeOf<"add-constraint">, context: StatementContext): Fix | undefined {
  const { constraint } = change;
  const edits = constraint.kind === "primary-key" ? keySteps(change, constraint, context) : undefined;
  if (edits === undefined) return undefined;
  return { title: "Do the work of the primary key before it is added.", edits, newFiles: [] };
}
