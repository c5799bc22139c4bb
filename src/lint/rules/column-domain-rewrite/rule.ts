// ADD COLUMN of a domain that has a constraint.

import { showType } from "../../../core/definition.ts";
import type { Rule } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "column-domain-rewrite",
  class: "hazard",
  severity: "error",
  about: "a new column of a domain with a constraint, for which the table is written anew",
  files: ["up", "down"],
  changes: {
    *"add-column"({ at, column }, context) {
      const work = context.work.find(({ because }) => because === "domain");
      if (work === undefined || column.type === undefined) return;
      yield {
        at,
        message: `${showLock(work.table, context)} while the constraint of the domain ${showType(column.type)} is checked and the table and its indexes are written anew, although the column is empty: ${showWait(work.table, context)} until that is done.`,
        instead:
          "Give the column the type under the domain and a CHECK that is NOT VALID, and validate that in a transaction of its own.",
        claim: claimOf(work, context),
      };
    },
  },
};
