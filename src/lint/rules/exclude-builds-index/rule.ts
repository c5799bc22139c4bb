// An EXCLUDE constraint on a table that is in use.

import type { Rule } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "exclude-builds-index",
  class: "hazard",
  severity: "error",
  about: "an EXCLUDE constraint makes everybody wait until its index is built",
  files: ["up", "down"],
  changes: {
    *"add-constraint"({ at, constraint }, context) {
      const [work] = context.work;
      if (constraint.kind !== "exclude" || work === undefined) return;
      yield {
        at,
        message: `${showLock(work.table, context)} while the index is built and every pair of rows is compared by it: ${showWait(work.table, context)} until that is done.`,
        instead:
          "PostgreSQL has no gentle way: add it while few are there, or to a new table that the rows are copied to.",
        claim: claimOf(work, context),
      };
    },
  },
};
