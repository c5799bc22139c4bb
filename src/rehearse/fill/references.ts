// Decides what becomes of a table's foreign keys: rows to refer to, null, or the row itself.

import { quoteName, showRelation } from "../../core/name.ts";
import type { Condition, ForeignKey, Refusal, Table } from "./table.ts";

export interface References {
  /** Those that take their values from the rows of the parent. */
  readonly drawn: readonly ForeignKey[];
  /** Columns that stay null because there is nothing to refer to. */
  readonly nulls: ReadonlySet<string>;
  /** What makes each row refer to itself. */
  readonly conditions: readonly Condition[];
}

/**
 * `hasRows` tells of a table by its id whether there is something to refer to. A foreign key in `later` is left alone:
 * its parent will be given rows that fit. A refusal says which parent without rows cannot be done without.
 */
export function resolveReferences(
  table: Table,
  hasRows: (id: string) => boolean,
  later: ReadonlySet<ForeignKey>,
): References | Refusal {
  const generated = new Set(table.columns.filter((column) => column.generated).map(({ name }) => name));
  const keys = table.foreignKeys.filter(
    (key) => !later.has(key) && !key.columns.some((column) => generated.has(column)),
  );
  const empty = keys.filter(({ parentId }) => !hasRows(parentId));
  const full = keys.filter((key) => !empty.includes(key));
  const nulls = new Set<string>();
  const conditions: Condition[] = [];
  for (const key of empty) {
    const columns = columnsToNull(key, table, full);
    if (columns.length > 0) columns.forEach((column) => nulls.add(column));
    else if (key.parentId === table.id) conditions.push(itself(key));
    else return { why: `It refers to ${showRelation(key.parent)}, which has no rows.` };
  }
  return { drawn: full.filter((key) => !key.columns.some((column) => nulls.has(column))), nulls, conditions };
}

/** Columns that undo a reference when they are null, if possible none that another one needs. */
function columnsToNull(key: ForeignKey, table: Table, full: readonly ForeignKey[]): readonly string[] {
  const nullable = key.columns.filter((name) =>
    table.columns.some((column) => column.name === name && column.nullable),
  );
  if (key.full) return nullable.length === key.columns.length ? nullable : [];
  const free = nullable.filter((name) => !full.some(({ columns }) => columns.includes(name)));
  return (free.length > 0 ? free : nullable).slice(0, 1);
}

function itself({ name, columns, parentColumns }: ForeignKey): Condition {
  const pairs = columns.map((column, place) => [column, parentColumns[place] ?? column] as const);
  const expression = pairs
    .filter(([column, parent]) => column !== parent)
    .map(([column, parent]) => `(${quoteName(column)} = ${quoteName(parent)})`)
    .join(" and ");
  return { about: `the foreign key ${name}`, expression: expression || "true", clues: [] };
}
