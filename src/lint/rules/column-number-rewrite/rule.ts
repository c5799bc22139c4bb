// ADD COLUMN with a number for each row: serial or identity.

import type { Rule } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "column-number-rewrite",
  class: "hazard",
  severity: "error",
  about: "a new serial or identity column, for which the table is written anew",
  files: ["up", "down"],
  changes: {
    *"add-column"(change, context) {
      const work = context.work.find(({ because }) => because === "serial" || because === "identity");
      if (work === undefined) return;
      yield {
        at: change.at,
        message: `${showLock(work.table, context)} while every row gets a number and the table and its indexes are written anew: ${showWait(work.table, context)} until that is done.`,
        instead:
          "Add a plain bigint column, create a sequence, set the default to its next number in the next statement, and fill the old rows in batches.",
        claim: claimOf(work, context),
      };
    },
  },
};
