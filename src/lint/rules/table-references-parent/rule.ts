// CREATE TABLE … REFERENCES a table that is in use.

import type { Rule } from "../../rule.ts";
import { instantClaim, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "table-references-parent",
  class: "advice",
  severity: "note",
  about: "a new table whose foreign key locks the table that it refers to",
  files: ["up"],
  changes: {
    *"create-table"(change, context) {
      const all = [...change.columns.flatMap(({ constraints }) => constraints), ...change.constraints];
      const seen = new Set<string>();
      for (const key of all.filter((constraint) => constraint.kind === "foreign-key")) {
        const parent = context.schema.table(key.references);
        const isOwn = parent.name.name === change.table.name;
        if (isOwn || context.isNew(parent) || seen.has(parent.name.name)) continue;
        seen.add(parent.name.name);
        yield {
          at: key.at,
          message: `${showLock(parent, context)} until the transaction ends: ${showWait(parent, context)} for as long.`,
          instead:
            "Keep the transaction short: nothing that takes its time after it. Lockkeeper waits for a moment in which nobody is in the way.",
          claim: instantClaim(parent, context),
        };
      }
    },
  },
};
