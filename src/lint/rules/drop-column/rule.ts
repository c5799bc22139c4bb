// DROP COLUMN on a table that is in use.

import type { ChangeOf } from "../../../core/change.ts";
import type { DescribedScript } from "../../../core/statement.ts";
import type { Rule } from "../../rule.ts";
import { instantClaim, showTable } from "../../wording.ts";

export const rule: Rule = {
  name: "drop-column",
  class: "hazard",
  severity: "error",
  about: "a column that is dropped, with what it holds",
  files: ["up"],
  changes: {
    *"drop-column"(change, context) {
      const table = context.schema.table(change.table);
      if (context.isNew(table) || change.object !== "table" || addsColumn(context.script, change)) return;
      if (change.ifExists && table.known && !table.columns.has(change.column)) return;
      yield {
        at: change.at,
        message: `What ${change.column} of ${showTable(table, context)} holds is lost, and releases that still use it fail at once.`,
        instead:
          "Deploy a release that does not use the column, then drop it in a migration of its own, and say so: -- lockkeeper: allow drop-column: unused since release …",
        claim: instantClaim(table, context),
      };
    },
  },
};

/** True where a file adds the column that it drops. */
const addsColumn = (script: DescribedScript, dropped: ChangeOf<"drop-column">): boolean =>
  script.statements.some(({ changes }) =>
    changes.some(
      (change) =>
        change.kind === "add-column" &&
        change.column.name === dropped.column &&
        change.table.name === dropped.table.name,
    ),
  );
