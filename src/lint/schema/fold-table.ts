// Folds what makes tables, views and sequences, and what is done to them as a whole.

import type { Change, ChangeOf } from "../../core/change.ts";
import type { ColumnDefinition, CreatedTable } from "../../core/definition.ts";
import type { RelationName } from "../../core/name.ts";
import type { Column, QualifiedName, Table, TableKind } from "../../core/schema.ts";
import { addConstraint } from "./fold-constraint.ts";
import { keyOf, newName, putTable, tableNamed, TEMPORARY, writtenTable } from "./state.ts";
import type { State } from "./state.ts";

/** Writes down a created table. IF NOT EXISTS over one that is there changes nothing. */
export function createTable(state: State, change: ChangeOf<"create-table">): void {
  const temporary = change.persistence === "temporary";
  const name = temporary ? { schema: TEMPORARY, name: change.table.name } : newName(state, change.table);
  if (change.ifNotExists && state.names.has(keyOf(name))) return;
  const parents = parentsOf(state, change);
  const made = makeTable(state, name, {
    kind: change.foreign ? "foreign-table" : "table",
    known: !change.fromQuery && change.columns.every(({ type }) => type !== undefined),
    temporary,
    unlogged: change.persistence === "unlogged",
    filled: change.fromQuery,
    columns: new Map([...inheritedColumns(state, change), ...change.columns.map(namedColumn)]),
    parents: parents.map(({ id }) => id),
    isPartition: change.partitionOf !== undefined,
    ...(change.partitionBy === undefined ? {} : { partitionedBy: change.partitionBy.columns }),
  });
  for (const parent of parents) {
    const child = { children: [...parent.children, made.id] };
    const isDefault = change.partitionOf?.isDefault === true;
    putTable(state, { ...parent, ...child, ...(isDefault ? { defaultPartition: made.id } : {}) });
  }
  const inline = change.columns.flatMap(({ constraints }) => constraints);
  for (const constraint of [...inline, ...change.constraints]) addConstraint(state, made.id, constraint);
}

/** Writes down a new relation under a name; whatever had that name is forgotten. */
export function makeTable(state: State, name: QualifiedName, facts: Partial<Table>): Table {
  const table: Table = {
    ...tableNamed(state, { schema: "", name: "" }),
    ...facts,
    id: state.nextId,
    name,
    made: state.session.made,
  };
  state.nextId += 1;
  putTable(state, table);
  state.ledger.put(state.names, keyOf(name), table.id);
  return table;
}

function parentsOf(state: State, change: CreatedTable): readonly Table[] {
  const names = change.partitionOf === undefined ? change.inherits : [change.partitionOf.parent];
  return names.map((name) => writtenTable(state, name));
}

/** Those of parents and of tables named by LIKE. */
function inheritedColumns(state: State, change: CreatedTable): readonly (readonly [string, Column])[] {
  const sources = [...parentsOf(state, change), ...change.like.map((name) => tableNamed(state, name))];
  return sources.flatMap(({ columns }) => [...columns]);
}

const namedColumn = (column: ColumnDefinition): readonly [string, Column] => [
  column.name,
  columnFrom(column),
];

/** What is kept of a column's definition. */
export function columnFrom(column: ColumnDefinition): Column {
  const { constraints: _, at: __, serial: ___, ...kept } = column;
  return kept;
}

/** Removes a relation with its indexes, its partitions, and whatever others say of it. */
export function dropTable(state: State, name: RelationName): void {
  const table = tableNamed(state, name);
  if (table.id < 0) return;
  const { ledger } = state;
  ledger.put(state.names, keyOf(table.name), undefined);
  ledger.put(state.tables, table.id, undefined);
  for (const index of table.indexes) ledger.put(state.indexes, keyOf(index), undefined);
  for (const id of table.parents) forgetChild(state, id, table.id);
  for (const id of table.children) forgetParent(state, id, table);
  for (const id of state.referring.get(table.id) ?? []) forgetReferences(state, id, table.id);
}

/** Partitions go with their table; those that inherit from it stay behind. */
function forgetParent(state: State, childId: number, parent: Table): void {
  const child = state.tables.get(childId);
  if (child === undefined) return;
  if (child.isPartition) dropTable(state, child.name);
  else putTable(state, { ...child, parents: child.parents.filter((id) => id !== parent.id) });
}

/** Foreign keys go with the table that they refer to. */
function forgetReferences(state: State, tableId: number, parent: number): void {
  const table = state.tables.get(tableId);
  if (table === undefined) return;
  const constraints = table.constraints.filter(({ references }) => references !== parent);
  putTable(state, { ...table, constraints });
}

function forgetChild(state: State, parentId: number, child: number): void {
  const parent = state.tables.get(parentId);
  if (parent === undefined) return;
  const { defaultPartition, ...rest } = parent;
  const kept = defaultPartition === undefined || defaultPartition === child ? {} : { defaultPartition };
  putTable(state, { ...rest, ...kept, children: parent.children.filter((id) => id !== child) });
}

/** ATTACH PARTITION and INHERIT. */
export function adopt(state: State, names: Adoption, isDefault: boolean): void {
  const parent = writtenTable(state, names.parent);
  const child = writtenTable(state, names.child);
  const facts = isDefault ? { defaultPartition: child.id } : {};
  putTable(state, { ...parent, ...facts, children: [...parent.children, child.id] });
  putTable(state, { ...child, parents: [...child.parents, parent.id], isPartition: names.asPartition });
}

interface Adoption {
  readonly parent: RelationName;
  readonly child: RelationName;
  readonly asPartition: boolean;
}

/** DETACH PARTITION and NO INHERIT. */
export function release(state: State, { parent, child }: Omit<Adoption, "asPartition">): void {
  const from = writtenTable(state, parent);
  const table = writtenTable(state, child);
  forgetChild(state, from.id, table.id);
  const parents = table.parents.filter((id) => id !== from.id);
  putTable(state, { ...table, parents, isPartition: false });
}

/** Gives a relation another name, another schema, or both. */
export function renameTable(state: State, name: RelationName, to: Partial<QualifiedName>): void {
  const table = writtenTable(state, name);
  const renamed = { ...table, name: { ...table.name, ...to } };
  state.ledger.put(state.names, keyOf(table.name), undefined);
  state.ledger.put(state.names, keyOf(renamed.name), table.id);
  putTable(state, renamed);
}

/** A view with what it reads, or a sequence. */
export function createOther(
  state: State,
  name: RelationName,
  { kind, reads = [] }: { readonly kind: TableKind; readonly reads?: readonly RelationName[] },
): void {
  const full = newName(state, name);
  if (state.names.has(keyOf(full)) && kind !== "sequence") dropTable(state, full);
  makeTable(state, full, { kind, reads: reads.map((each) => writtenTable(state, each).id) });
}

/** A change of one fact of a table. */
export function changeTable(
  state: State,
  name: RelationName,
  change: (table: Table) => Partial<Table>,
): void {
  const table = writtenTable(state, name);
  putTable(state, { ...table, ...change(table) });
}

/** A trigger that is new, gone or renamed. */
export function changeTriggers(
  state: State,
  change:
    | Extract<Change, { kind: "create-trigger" }>
    | { readonly table: RelationName; readonly drop: string },
): void {
  changeTable(state, change.table, ({ triggers }) => ({
    triggers:
      "drop" in change
        ? triggers.filter((trigger) => trigger !== change.drop)
        : [...triggers.filter((trigger) => trigger !== change.trigger), change.trigger],
  }));
}
