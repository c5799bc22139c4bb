// Folds what is done to columns.

import type { Change, ChangeOf } from "../../core/change.ts";
import type { RelationName } from "../../core/name.ts";
import type { Column, Table } from "../../core/schema.ts";
import { addConstraint, dropIndex } from "./fold-constraint.ts";
import { changeTable, columnFrom } from "./fold-table.ts";
import { keyOf, tableNamed, writtenTable } from "./state.ts";
import type { State } from "./state.ts";

/** Adds a column, with its constraints, to a table and those that inherit from it. */
export function addColumn(state: State, change: ChangeOf<"add-column">): void {
  const table = writtenTable(state, change.table);
  if (change.ifNotExists && table.columns.has(change.column.name)) return;
  for (const each of [table, ...heirsOf(state, table)]) {
    changeColumns(state, each.name, (columns) => columns.set(change.column.name, columnFrom(change.column)));
  }
  for (const constraint of change.column.constraints) addConstraint(state, table.id, constraint);
}

const HEIRS_MAX = 10_000;

/** Partitions and children, with theirs. */
export function heirsOf(state: State, table: Table): readonly Table[] {
  const heirs: Table[] = [];
  const open = [...table.children];
  while (open.length > 0 && heirs.length < HEIRS_MAX) {
    const heir = state.tables.get(open.pop() ?? 0);
    if (heir === undefined) continue;
    heirs.push(heir);
    open.push(...heir.children);
  }
  return heirs;
}

function changeColumns(
  state: State,
  table: RelationName,
  change: (columns: Map<string, Column>) => void,
): void {
  changeTable(state, table, (known) => {
    const columns = new Map(known.columns);
    change(columns);
    return { columns };
  });
}

/** Removes a column, and the constraints and indexes that it takes with it. */
export function dropColumn(state: State, { table: name, column }: ChangeOf<"drop-column">): void {
  const table = writtenTable(state, name);
  for (const each of [table, ...heirsOf(state, table)]) {
    changeColumns(state, each.name, (columns) => columns.delete(column));
  }
  changeTable(state, name, ({ constraints }) => ({
    constraints: constraints.filter(({ columns }) => !columns.includes(column)),
  }));
  for (const index of table.indexes) {
    const parts = state.indexes.get(keyOf(index))?.parts ?? [];
    if (parts.some((part) => part.column === column || part.expression?.columns.includes(column))) {
      dropIndex(state, index);
    }
  }
}

/** Gives a column another name, wherever that name stands. */
export function renameColumn(state: State, { table: name, column, to }: ChangeOf<"rename-column">): void {
  const renamed = (each: string): string => (each === column ? to : each);
  const table = tableNamed(state, name);
  changeTable(state, name, ({ columns, constraints }) => ({
    columns: new Map([...columns].map(([key, value]) => [renamed(key), { ...value, name: renamed(key) }])),
    constraints: constraints.map((constraint) => ({
      ...constraint,
      columns: constraint.columns.map(renamed),
      provesNotNull: constraint.provesNotNull.map(renamed),
    })),
  }));
  for (const key of table.indexes.map(keyOf)) {
    const index = state.indexes.get(key);
    if (index === undefined) continue;
    const parts = index.parts.map((part) => (part.column === column ? { ...part, column: to } : part));
    state.ledger.put(state.indexes, key, { ...index, parts });
  }
}

/** The new facts of a column that ALTER COLUMN leaves; undefined for a change that leaves none. */
export function alteredColumn(change: Change, column: Column): Column | undefined {
  switch (change.kind) {
    case "alter-column-type": {
      const { collation: _, ...rest } = column;
      return {
        ...rest,
        type: change.type,
        ...(change.collation === undefined ? {} : { collation: change.collation }),
      };
    }
    case "set-default":
      return { ...column, default: change.default };
    case "drop-default": {
      const { default: _, ...rest } = column;
      return rest;
    }
    case "set-not-null":
      return { ...column, notNull: true };
    case "drop-not-null":
      return { ...column, notNull: false };
    case "drop-expression": {
      const { generated: _, ...rest } = column;
      return rest;
    }
    default:
      return undefined;
  }
}

/** Writes down what ALTER COLUMN leaves. */
export function alterColumn(state: State, change: ChangeOf<ColumnAlteration>): void {
  changeColumns(state, change.table, (columns) => {
    const column = columns.get(change.column) ?? { name: change.column, notNull: false };
    const altered = alteredColumn(change, column);
    if (altered !== undefined) columns.set(change.column, altered);
  });
}

type ColumnAlteration =
  | "alter-column-type"
  | "set-default"
  | "drop-default"
  | "set-not-null"
  | "drop-not-null"
  | "drop-expression";
