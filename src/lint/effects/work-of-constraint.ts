// The work of a constraint that is added: nothing for NOT VALID, a look at every row for most.

import type { ConstraintDefinition } from "../../core/definition.ts";
import type { Table } from "../../core/schema.ts";
import { workOn } from "./effect.ts";
import type { Known, Work } from "./effect.ts";

/** What a table has to go through for a new constraint. */
export function workOfConstraint(
  constraint: ConstraintDefinition,
  table: Table,
  { schema }: Known,
): readonly Work[] {
  switch (constraint.kind) {
    case "check":
      return constraint.notValid || !constraint.enforced ? [] : [workOn(table, "scan", "check")];
    case "foreign-key":
      if (constraint.notValid || !constraint.enforced) return [];
      return [
        workOn(table, "scan", "foreign-key"),
        workOn(schema.table(constraint.references), "scan", "foreign-key"),
      ];
    case "unique":
      return constraint.usingIndex === undefined ? [workOn(table, "build", "unique")] : [];
    case "primary-key": {
      if (constraint.usingIndex === undefined) return [workOn(table, "build", "unique")];
      const index = schema.index({ schema: table.name.schema, name: constraint.usingIndex });
      const columns = index?.parts.flatMap(({ column }) => column ?? []);
      const proven = columns?.every((column) => provenNotNull(table, column)) ?? false;
      return proven ? [] : [{ ...workOn(table, "scan", "not-null"), certain: columns !== undefined }];
    }
    case "exclude":
      return [workOn(table, "build", "exclude")];
    case "not-null":
      if (constraint.notValid || constraint.columns.every((column) => provenNotNull(table, column)))
        return [];
      return [workOn(table, "scan", "not-null")];
  }
}

/** True where PostgreSQL believes without a look that a column holds no NULL. */
export function provenNotNull(table: Table, column: string): boolean {
  if (table.columns.get(column)?.notNull === true) return true;
  return table.constraints.some(
    ({ valid, enforced, provesNotNull }) => valid && enforced && provesNotNull.includes(column),
  );
}
