// ADD COLUMN with a default that every row needs a value of its own for.

import type { Rule } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "column-volatile-default",
  class: "hazard",
  severity: "error",
  about: "a new column whose default writes the table anew",
  files: ["up", "down"],
  changes: {
    *"add-column"(change, context) {
      const work = context.work.find(({ because }) => because === "volatile-default");
      if (work === undefined) return;
      const [call] = change.column.default?.calls ?? [];
      const unknown = call === undefined ? "" : `, as ${call.name}() is not known to be STABLE or IMMUTABLE`;
      yield {
        at: change.at,
        message: `${showLock(work.table, context)} while every row gets a value of its own and the table and its indexes are written anew${unknown}: ${showWait(work.table, context)} until that is done.`,
        instead:
          "Add the column without a default, set the default for new rows in the next statement, and fill the old rows in batches.",
        claim: claimOf(work, context),
      };
    },
  },
};
