// The work of ADD COLUMN: what its default, its type and its constraints make PostgreSQL look at or write.

import type { ChangeOf } from "../../core/change.ts";
import type { Expression } from "../../core/definition.ts";
import { queryOfBody } from "../../sql/changes/changes.ts";
import { workOn } from "./effect.ts";
import type { Known, Work, WorkReason } from "./effect.ts";
import { withHeirs } from "./heirs.ts";
import { workOfConstraint } from "./work-of-constraint.ts";

/** The work of a new column, in its table and those that inherit from it. */
export function workOfColumn(
  { table: name, column, ifNotExists, only }: ChangeOf<"add-column">,
  known: Known,
): readonly Work[] {
  const table = known.schema.table(name);
  if (ifNotExists && table.columns.has(column.name)) return [];
  const rewrite = reasonToRewrite(column, known);
  return withHeirs(known.schema, table, only).flatMap((each) => [
    ...(rewrite === undefined ? [] : [workOn(each, "rewrite", rewrite)]),
    ...column.constraints.flatMap((constraint) => {
      // Without a value there is nothing to look up in the parent.
      if (constraint.kind === "foreign-key" && column.default === undefined) return [];
      if (constraint.kind === "not-null") return [];
      return workOfConstraint(constraint, each, known);
    }),
    ...(rewrite === undefined && column.notNull && hasNoValue(column)
      ? [workOn(each, "scan", "not-null")]
      : []),
  ]);
}

type Column = ChangeOf<"add-column">["column"];

const hasNoValue = ({ default: value, identity, generated, serial }: Column): boolean =>
  (value === undefined || value.isNull) && identity === undefined && generated === undefined && !serial;

function reasonToRewrite(column: Column, known: Known): WorkReason | undefined {
  if (column.serial) return "serial";
  if (column.identity !== undefined) return "identity";
  if (column.generated !== undefined) return column.generated.kind === "stored" ? "generated" : undefined;
  if (column.default !== undefined && isVolatile(column.default, known)) return "volatile-default";
  const type = column.type === undefined ? undefined : known.schema.type(column.type);
  return type?.kind === "domain" && type.constrained ? "domain" : undefined;
}

const CALLS_DEEP_MAX = 5;

/**
 * PostgreSQL takes a function for volatile that does not say otherwise; so do we for one that was never seen. The
 * query of a function in SQL is put in the place of its call.
 */
function isVolatile({ volatility, calls }: Expression, known: Known, depth = 0): boolean {
  if (volatility !== "unknown" || depth >= CALLS_DEEP_MAX) {
    return volatility === "volatile" || volatility === "unknown";
  }
  return calls.some((call) => {
    const routine = known.schema.routine(call);
    if (routine === undefined) return true;
    if (routine.volatility !== "volatile") return false;
    const query = queryOfBody(routine.body);
    return query === undefined || isVolatile(query, known, depth + 1);
  });
}
