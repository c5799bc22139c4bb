// Whom a change of a table reaches besides it: partitions and children, and those whose foreign keys refer to it.

import type { Constraint, Schema, Table } from "../../core/schema.ts";

const TABLES_MAX = 10_000;

/** The table, and unless ONLY is said its partitions and children with theirs. */
export function withHeirs(schema: Schema, table: Table, only: boolean): readonly Table[] {
  const tables = [table];
  if (only) return tables;
  const open = [...table.children];
  while (open.length > 0 && tables.length < TABLES_MAX) {
    const heir = schema.tableById(open.pop() ?? 0);
    tables.push(heir);
    open.push(...heir.children);
  }
  return tables;
}

/** Whether a foreign key refers to a column; one whose columns were never seen may. */
export const refersTo = ({ referencedColumns = [] }: Constraint, column: string): boolean =>
  referencedColumns.length === 0 || referencedColumns.includes(column);
