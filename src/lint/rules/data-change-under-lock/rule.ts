// Rows are changed while an earlier statement of the transaction keeps a table locked.

import type { ChangeOf } from "../../../core/change.ts";
import { showRelation } from "../../../core/name.ts";
import { isOfServer } from "../../effects/catalogs.ts";
import { heldAgainstTraffic } from "../../held-lock.ts";
import type { Report, Rule, StatementContext } from "../../rule.ts";

/** A handful of rows is written at once. */
const ROWS_COUNTED_MAX = 1000;

export const rule: Rule = {
  name: "data-change-under-lock",
  class: "hazard",
  severity: "error",
  about: "rows that are changed while readers or writers wait for a lock of the same transaction",
  files: ["up", "down"],
  changes: {
    *write(change, context) {
      if (isQuick(change, context)) return;
      const target = showRelation(context.schema.table(change.table).name);
      const narrowed = change.verb === "update" || change.verb === "delete" ? change.hasWhere : false;
      yield* reportsOf(change.at, `rows of ${target} are ${WORDS[change.verb]}`, {
        context,
        ...(narrowed ? { severity: "warning" } : {}),
      });
    },
    *"create-table"(change, context) {
      if (change.fromQuery) {
        yield* reportsOf(change.at, `${showRelation(change.table)} is filled from a query`, { context });
      }
    },
    *"refresh-materialized-view"({ at, view, withData }, context) {
      // One that is in use is written anew, which scan-under-lock finds.
      if (withData && context.isNew(context.schema.table(view))) {
        yield* reportsOf(at, `${showRelation(view)} is filled from its query`, { context });
      }
    },
    *"create-view"(change, context) {
      if (change.materialized && change.withData) {
        yield* reportsOf(change.at, `${showRelation(change.view)} is filled from its query`, { context });
      }
    },
  },
};

const WORDS = {
  insert: "added",
  update: "updated",
  delete: "deleted",
  merge: "merged",
  copy: "copied",
} as const;

/** Few rows are in the file itself, in the server's catalogs, and in a table that the migration has just made. */
function isQuick({ table, rows, verb }: ChangeOf<"write">, context: StatementContext): boolean {
  if (verb === "copy") return context.statement.copyData !== undefined;
  if (rows !== undefined) return rows <= ROWS_COUNTED_MAX;
  const target = context.schema.table(table);
  if (isOfServer(target)) return true;
  return (verb === "update" || verb === "delete") && context.isNew(target) && !target.filled;
}

interface Told {
  readonly context: StatementContext;
  readonly severity?: Report["severity"] & string;
}

function* reportsOf(at: number, work: string, { context, severity }: Told): Iterable<Report> {
  const lock = heldAgainstTraffic(context);
  if (lock === undefined) return;
  yield {
    at,
    message: `${lock.shown} is held since an earlier statement of the transaction while ${work}: ${lock.waiting} wait until all of it has committed.`,
    instead: "Change the rows in a migration of their own, so that the lock is gone before they are touched.",
    claim: lock.claim("write"),
    ...(severity === undefined ? {} : { severity }),
  };
}
