// DETACH PARTITION without CONCURRENTLY.

import type { Rule } from "../../rule.ts";
import { instantClaim, showLock, showWait } from "../../wording.ts";

/** The first version that has DETACH PARTITION CONCURRENTLY. */
const CONCURRENTLY_SINCE = 14;

export const rule: Rule = {
  name: "partition-detach-lock",
  class: "advice",
  severity: "warning",
  about: "a partition that is detached needs its parent to itself for an instant",
  files: ["up", "down"],
  changes: {
    *"detach-partition"({ at, table, concurrently, finalize }, context) {
      const parent = context.schema.table(table);
      if (concurrently || finalize || context.isNew(parent)) return;
      const possible = parent.defaultPartition === undefined && context.server >= CONCURRENTLY_SINCE;
      yield {
        at,
        message: `${showLock(parent, context)} until the transaction ends: ${showWait(parent, context)} for as long, and queue behind it while it waits.`,
        instead: possible
          ? "Write DETACH PARTITION … CONCURRENTLY, in a file of its own. It leaves a CHECK with the bounds on the table."
          : "Keep the transaction short: PostgreSQL has no CONCURRENTLY for it here.",
        claim: instantClaim(parent, context),
      };
    },
  },
};
