// LOCK TABLE in a mode that stands in the way of the application.

import { blocksTraffic } from "../../../core/lock.ts";
import type { Rule } from "../../rule.ts";
import { instantClaim, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "lock-table",
  class: "hazard",
  severity: "warning",
  about: "a lock that is taken by hand and stands in the way of the application",
  files: ["up", "down"],
  changes: {
    *"lock-table"({ at, tables, mode }, context) {
      const used = tables.map((name) => context.schema.table(name)).filter((table) => !context.isNew(table));
      const [first] = used;
      if (first === undefined || !blocksTraffic(mode)) return;
      const locks = used.map((table) => showLock(table, context)).join(", ");
      yield {
        at,
        message: `${locks} until the transaction ends: ${showWait(first, context)} for as long.`,
        instead:
          "Leave it out: lockkeeper waits for a moment in which nobody is in the way before each statement. Where rows must not change meanwhile, let a trigger carry the changes over.",
        claim: instantClaim(first, context),
      };
    },
  },
};
