// What an up leaves for its down to undo, and whether a file does so. Where in doubt, it does.

import type { Change, ObjectKind } from "../../../core/change.ts";
import type { RelationName } from "../../../core/name.ts";

/** One thing to undo. */
export type Debt = { readonly words: string } & (
  | {
      readonly kind: "drop-object";
      readonly object: ObjectKind;
      readonly name: string;
      readonly table?: string;
    }
  | { readonly kind: "drop-column" | "add-column"; readonly table: string; readonly column: string }
);

/** What the changes make or take away for certain: nothing that may have been there before. */
export const debtsOf = (changes: readonly Change[]): readonly Debt[] => changes.flatMap(debtsOfChange);

function debtsOfChange(change: Change): readonly Debt[] {
  switch (change.kind) {
    case "create-table": {
      const { table, ifNotExists, persistence, partitionOf, foreign } = change;
      if (ifNotExists || persistence === "temporary" || partitionOf !== undefined || foreign) return [];
      return [toDrop("table", table)];
    }
    case "create-view":
      if (change.orReplace) return [];
      return [toDrop(change.materialized ? "materialized-view" : "view", change.view)];
    case "create-index":
      if (change.index === undefined || change.ifNotExists) return [];
      return [toDrop("index", { name: change.index }, change.table.name)];
    case "create-enum":
      return [toDrop("type", change.type)];
    case "add-column":
      if (change.ifNotExists || change.object !== "table") return [];
      return [ofColumn("drop-column", change.table.name, change.column.name)];
    case "drop-column":
      if (change.ifExists || change.object !== "table") return [];
      return [ofColumn("add-column", change.table.name, change.column)];
    default:
      return [];
  }
}

function toDrop(object: ObjectKind, { name }: RelationName, table?: string): Debt {
  const words = `drop the ${object.replace("-", " ")} ${name}`;
  return { kind: "drop-object", object, name, words, ...(table === undefined ? {} : { table }) };
}

function ofColumn(kind: "drop-column" | "add-column", table: string, column: string): Debt {
  const words =
    kind === "drop-column" ? `drop the column ${column} of ${table}` : `add ${column} to ${table}`;
  return { kind, table, column, words };
}

/** True where one of the changes undoes it, or takes away or makes the table that it is in. */
export const isPaid = (debt: Debt, changes: readonly Change[]): boolean =>
  changes.some((change) => {
    switch (debt.kind) {
      case "drop-object":
        return (
          dropsNamed(change, debt.name) || takesTable(change, debt.table) || dropsColumnOf(change, debt.table)
        );
      case "drop-column":
        return takesTable(change, debt.table) || isColumn("drop-column", change, debt);
      case "add-column":
        return makesTable(change, debt.table) || isColumn("add-column", change, debt);
    }
  });

const dropsNamed = (change: Change, name: string): boolean =>
  (change.kind === "drop" && change.names.some((dropped) => dropped.name === name)) ||
  // A constraint takes the index with it that it was made from.
  (change.kind === "drop-constraint" && change.name === name);

const takesTable = (change: Change, table: string | undefined): boolean =>
  table !== undefined && dropsNamed(change, table);

const makesTable = (change: Change, table: string): boolean =>
  (change.kind === "create-table" && change.table.name === table) ||
  (change.kind === "drop" && change.names.some(({ name }) => name === table));

/** An index goes with a column that it is on. */
const dropsColumnOf = (change: Change, table: string | undefined): boolean =>
  change.kind === "drop-column" && change.table.name === table;

interface ColumnOfTable {
  readonly table: string;
  readonly column: string;
}

/** A column that is renamed counts as any column of its table. */
function isColumn(kind: "add-column" | "drop-column", change: Change, of: ColumnOfTable): boolean {
  if (!("table" in change) || change.table?.name !== of.table) return false;
  if (change.kind === "rename-column") return true;
  if (change.kind !== kind) return false;
  return (change.kind === "add-column" ? change.column.name : change.column) === of.column;
}
