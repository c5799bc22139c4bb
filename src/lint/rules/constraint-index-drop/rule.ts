// DROP INDEX of an index that a constraint stands on.

import { showName, showRelation } from "../../../core/name.ts";
import type { Rule } from "../../rule.ts";

export const rule: Rule = {
  name: "constraint-index-drop",
  class: "hazard",
  severity: "error",
  about: "DROP INDEX that PostgreSQL refuses, as a constraint needs the index",
  files: ["up", "down"],
  changes: {
    *drop(change, { schema }) {
      if (change.object !== "index") return;
      const needed = change.names
        .flatMap((name) => schema.index(name) ?? [])
        .find((each) => each.ofConstraint);
      if (needed === undefined) return;
      const table = showRelation(schema.tableById(needed.table).name);
      const constraint = showName(needed.name.name);
      yield {
        at: change.at,
        message: `DROP INDEX fails: the constraint ${constraint} of ${table} needs the index, and the migration stops here.`,
        instead: `Drop the constraint, and the index goes with it: alter table ${table} drop constraint ${constraint}.`,
      };
    },
  },
};
