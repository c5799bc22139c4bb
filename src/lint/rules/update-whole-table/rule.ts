// UPDATE or DELETE of every row of a table that is in use.

import { heldAgainstTraffic } from "../../held-lock.ts";
import type { Rule } from "../../rule.ts";
import { claimOf, showTable } from "../../wording.ts";

export const rule: Rule = {
  name: "update-whole-table",
  class: "hazard",
  severity: "warning",
  about: "an UPDATE or DELETE of every row in one transaction",
  files: ["up", "down"],
  changes: {
    *write(change, context) {
      const [work] = context.work;
      if (change.hasWhere || work === undefined) return;
      // With a lock on a whole table it is worse, and data-change-under-lock says so.
      if (heldAgainstTraffic(context) !== undefined) return;
      const done = change.verb === "delete" ? "deleted" : "updated";
      const unneeded =
        change.verb === "delete" ? " TRUNCATE is quick, but locks everybody out for an instant." : "";
      yield {
        at: change.at,
        message: `Every row of ${showTable(work.table, context)} is ${done} in one transaction: whoever writes one of these rows waits until it has committed.`,
        instead: `Do it in batches, each in a transaction of its own, and only on rows that need it.${unneeded}`,
        claim: claimOf(work, context),
      };
    },
  },
};
