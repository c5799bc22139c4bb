// The name that a constraint will have, so that a later step can speak of it.

import type { ConstraintDefinition } from "../../core/definition.ts";
import type { Table } from "../../core/schema.ts";
import { defaultConstraintName } from "../schema/default-names.ts";

/** Its own, or the one that PostgreSQL would find. */
export function nameOfConstraint(constraint: ConstraintDefinition, table: Table): string {
  const taken = (name: string): boolean => table.constraints.some((known) => known.name === name);
  return constraint.name ?? defaultConstraintName(table.name.name, constraint, taken);
}
