// ADD CHECK and ADD FOREIGN KEY without NOT VALID on a table that is in use.

import type { ChangeOf } from "../../../core/change.ts";
import type { Fix } from "../../../core/finding.ts";
import { showName, showRelation } from "../../../core/name.ts";
import { clauseEnd } from "../../../sql/changes/changes.ts";
import { insertion, laterSteps } from "../../fix/edits.ts";
import { nameOfConstraint } from "../../fix/constraint-name.ts";
import type { Report, Rule, StatementContext } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "constraint-not-valid",
  class: "hazard",
  severity: "error",
  about: "a CHECK or foreign key that is checked for all rows while its table is locked",
  files: ["up", "down"],
  changes: {
    *"add-constraint"(change, context) {
      const { constraint } = change;
      if (constraint.kind !== "check" && constraint.kind !== "foreign-key") return;
      if (constraint.notValid || !constraint.enforced) return;
      const table = context.schema.table(change.table);
      if (context.isNew(table) && (!table.filled || constraint.kind === "check")) return;
      yield* reportsOf(change.at, context, fixOf(change, context));
    },
    *"add-column"(change, context) {
      const key = change.column.constraints.find(({ kind }) => kind === "foreign-key");
      const checked = context.work.some(({ because }) => because === "foreign-key");
      if (key !== undefined && checked) yield* reportsOf(key.at, context, undefined);
    },
  },
};

function* reportsOf(at: number, context: StatementContext, fix: Fix | undefined): Iterable<Report> {
  const work = context.work.filter(({ because }) => because === "check" || because === "foreign-key");
  const [first] = work;
  if (first === undefined) return;
  const locks = [...new Set(work.map(({ table }) => showLock(table, context)))].join(" and ");
  yield {
    at,
    message: `${locks} while every row is checked: ${showWait(first.table, context)} until that is done.`,
    instead:
      "Add it NOT VALID, and validate it in a transaction of its own: VALIDATE CONSTRAINT lets everybody work.",
    claim: claimOf(first, context),
    fix,
  };
}

/** Before PostgreSQL 18 a partitioned table takes no foreign key that is NOT VALID. */
function fixOf(change: ChangeOf<"add-constraint">, context: StatementContext): Fix | undefined {
  const { constraint } = change;
  const table = context.schema.table(change.table);
  const partitioned = table.partitionedBy !== undefined || table.isPartition;
  if (partitioned && constraint.kind === "foreign-key" && context.server < 18) return undefined;
  const name = nameOfConstraint(constraint, table);
  const later = laterSteps(context, [
    `alter table ${showRelation(change.table)} validate constraint ${showName(name)};`,
  ]);
  if (later === undefined) return undefined;
  const named = constraint.name === undefined;
  return {
    title: "Add the constraint without a look at the rows, and validate it afterwards.",
    edits: [
      ...(named ? [insertion(context, constraint.at, `constraint ${showName(name)} `)] : []),
      insertion(context, clauseEnd(context.script.source, constraint), " not valid"),
      ...later,
    ],
    newFiles: [],
  };
}
