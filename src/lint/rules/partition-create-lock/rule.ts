// CREATE TABLE … PARTITION OF a table that is in use.

import type { Rule } from "../../rule.ts";
import { instantClaim, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "partition-create-lock",
  class: "advice",
  severity: "warning",
  about: "a new partition that needs its parent to itself for an instant",
  files: ["up", "down"],
  changes: {
    *"create-table"({ at, partitionOf }, context) {
      if (partitionOf === undefined) return;
      const parent = context.schema.table(partitionOf.parent);
      if (context.isNew(parent)) return;
      yield {
        at,
        message: `${showLock(parent, context)} until the transaction ends: ${showWait(parent, context)} for as long, and queue behind it while it waits.`,
        instead:
          "Create the table by itself, LIKE its parent, and ATTACH it: that lets everybody go on with the parent.",
        claim: instantClaim(parent, context),
      };
    },
  },
};
