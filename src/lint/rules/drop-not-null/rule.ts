// DROP NOT NULL: readers may meet NULL from now on.

import { showName } from "../../../core/name.ts";
import type { Rule } from "../../rule.ts";
import { changesOf } from "../../script-changes.ts";
import { instantClaim, showTable } from "../../wording.ts";

export const rule: Rule = {
  name: "drop-not-null",
  class: "advice",
  severity: "warning",
  about: "a column that may hold NULL from now on",
  files: ["up"],
  changes: {
    *"drop-not-null"(change, context) {
      const table = context.schema.table(change.table);
      if (context.isNew(table) || table.columns.get(change.column)?.notNull === false) return;
      const dropped = changesOf(context.script).some(
        (each) => each.kind === "drop-column" && each.column === change.column && each.at > change.at,
      );
      if (dropped) return;
      yield {
        at: change.at,
        message: `Releases that read ${showName(change.column)} of ${showTable(table, context)} may meet NULL, and once there is one NOT NULL cannot be set again.`,
        instead: "Deploy a release that can read NULL first. Whatever writes NULL comes after it.",
        claim: instantClaim(table, context),
      };
    },
  },
};
