// A constraint of a domain that columns of tables in use have as their type.

import type { Rule } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "domain-constraint-scan",
  class: "hazard",
  severity: "error",
  about: "a constraint of a domain reads every table that uses it while writers wait",
  files: ["up", "down"],
  changes: {
    *"alter-domain"(change, context) {
      const [work] = context.work;
      if (work === undefined) return;
      const locks = context.work.map(({ table }) => showLock(table, context)).join(" and ");
      yield {
        at: change.at,
        message: `${locks} while every row is checked: ${showWait(work.table, context)} until that is done.`,
        instead:
          "Give the columns a CHECK of their own, table by table: added NOT VALID, and validated in a transaction of its own. For a domain even VALIDATE CONSTRAINT keeps writers waiting.",
        claim: claimOf(work, context),
      };
    },
  },
};
