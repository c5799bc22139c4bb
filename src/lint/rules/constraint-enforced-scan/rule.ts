// ALTER CONSTRAINT … ENFORCED on a foreign key of a table that is in use.

import type { Rule } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "constraint-enforced-scan",
  class: "hazard",
  severity: "error",
  about: "ALTER CONSTRAINT … ENFORCED checks every row while everybody waits",
  files: ["up", "down"],
  since: 18,
  changes: {
    *"alter-constraint"(change, context) {
      const [work] = context.work;
      if (work === undefined) return;
      yield {
        at: change.at,
        message: `${showLock(work.table, context)} while every row is checked: ${showWait(work.table, context)} until that is done.`,
        instead:
          "Add a second foreign key NOT VALID, validate it in a transaction of its own, and drop the one that is not enforced.",
        claim: claimOf(work, context),
      };
    },
  },
};
