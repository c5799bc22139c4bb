// ADD COLUMN with a CHECK in the column's own definition.

import type { ChangeOf } from "../../../core/change.ts";
import type { ConstraintDefinition } from "../../../core/definition.ts";
import type { Fix } from "../../../core/finding.ts";
import { showName, showRelation } from "../../../core/name.ts";
import { clauseEnd, clauseText, pieceEnd } from "../../../sql/changes/changes.ts";
import { nameOfConstraint } from "../../fix/constraint-name.ts";
import { insertion, laterSteps, replacement } from "../../fix/edits.ts";
import type { Rule, StatementContext } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "column-check-scan",
  class: "hazard",
  severity: "error",
  about: "a new column with a CHECK, for which the whole table is read",
  files: ["up", "down"],
  changes: {
    *"add-column"(change, context) {
      const work = context.work.find(({ because }) => because === "check");
      const check = change.column.constraints.find(({ kind }) => kind === "check");
      if (work === undefined || check === undefined) return;
      yield {
        at: check.at,
        message: `${showLock(work.table, context)} while the CHECK is checked for every row, although the column is new: ${showWait(work.table, context)} until that is done.`,
        instead:
          "Add the CHECK as a constraint of its own that is NOT VALID, and validate it in a transaction of its own.",
        claim: claimOf(work, context),
        fix: fixOf(change, check, context),
      };
    },
  },
};

function fixOf(
  change: ChangeOf<"add-column">,
  check: ConstraintDefinition,
  context: StatementContext,
): Fix | undefined {
  const { source } = context.script;
  const name = showName(nameOfConstraint(check, context.schema.table(change.table)));
  const later = laterSteps(context, [
    `alter table ${showRelation(change.table)} validate constraint ${name};`,
  ]);
  if (later === undefined || change.ifNotExists) return undefined;
  const end = clauseEnd(source, check);
  const named = check.name === undefined ? `constraint ${name} ` : "";
  // The blanks before it go with it.
  const start = source.slice(0, check.at).trimEnd().length;
  return {
    title: "Add the CHECK without a look at the rows, and validate it afterwards.",
    edits: [
      replacement(context, { start, end }, ""),
      insertion(context, pieceEnd(source, change.at), `, add ${named}${clauseText(source, check)} not valid`),
      ...later,
    ],
    newFiles: [],
  };
}
