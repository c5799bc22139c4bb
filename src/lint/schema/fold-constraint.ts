// Folds constraints and the indexes behind them.

import type { ChangeOf } from "../../core/change.ts";
import type { ConstraintDefinition } from "../../core/definition.ts";
import type { RelationName } from "../../core/name.ts";
import type { Constraint, Index, QualifiedName, Table } from "../../core/schema.ts";
import { defaultConstraintName, defaultIndexName } from "./default-names.ts";
import { existingName, keyOf, putTable, tableNamed, writtenTable } from "./state.ts";
import type { State } from "./state.ts";

/** Adds a constraint to a table, and what comes with it: an index, NOT NULL, a reference. */
export function addConstraint(state: State, tableId: number, definition: ConstraintDefinition): void {
  const table = state.tables.get(tableId);
  if (table === undefined) return;
  const taken = (name: string): boolean => table.constraints.some((known) => known.name === name);
  const name = definition.name ?? defaultConstraintName(table.name.name, definition, taken);
  const columns = columnsOf(state, table, definition);
  const parent =
    definition.kind === "foreign-key" ? referencedTable(state, table, definition.references) : undefined;
  const constraint: Constraint = {
    name,
    kind: definition.kind,
    columns,
    valid: !("notValid" in definition && definition.notValid),
    enforced: !("enforced" in definition) || definition.enforced,
    provesNotNull: definition.kind === "check" ? definition.provesNotNull : [],
    ...(parent === undefined ? {} : { references: parent }),
    ...(definition.kind === "foreign-key"
      ? { referencedColumns: referencedColumns(state, parent, definition) }
      : {}),
  };
  const isNotNull = definition.kind === "not-null" || definition.kind === "primary-key";
  putTable(state, {
    ...(state.tables.get(tableId) ?? table),
    constraints: [...table.constraints, constraint],
    ...(isNotNull && constraint.valid ? { columns: withNotNull(table, columns) } : {}),
  });
  if (parent !== undefined) refer(state, { from: tableId, to: parent });
  if ("usingIndex" in definition && definition.usingIndex !== undefined) {
    takeIndex(state, { schema: table.name.schema, name: definition.usingIndex }, name);
  } else if (["unique", "primary-key", "exclude"].includes(definition.kind)) {
    const method = definition.kind === "exclude" ? definition.method : "btree";
    const facts = { unique: definition.kind !== "exclude", method, ofConstraint: true };
    const parts = columns.map((column) => ({ column }));
    addIndex(state, { ...facts, name: { schema: table.name.schema, name }, table: tableId, parts });
  }
}

/** Its own columns, or those of the index that it is made of. */
function columnsOf(state: State, table: Table, definition: ConstraintDefinition): readonly string[] {
  if (definition.kind === "check") return definition.expression.columns;
  if (!("usingIndex" in definition) || definition.usingIndex === undefined) return definition.columns;
  const index = state.indexes.get(keyOf({ schema: table.name.schema, name: definition.usingIndex }));
  return (index?.parts ?? []).flatMap(({ column }) => column ?? []);
}

function referencedTable(state: State, own: Table, name: RelationName): number {
  return tableNamed(state, name).id === own.id ? own.id : writtenTable(state, name).id;
}

/** Those that it names, or those of the primary key; none where that was never seen. */
function referencedColumns(
  state: State,
  parent: number | undefined,
  { referencedColumns: named }: Extract<ConstraintDefinition, { kind: "foreign-key" }>,
): readonly string[] {
  if (named.length > 0 || parent === undefined) return named;
  const key = state.tables.get(parent)?.constraints.find(({ kind }) => kind === "primary-key");
  return key?.columns ?? [];
}

function withNotNull(table: Table, names: readonly string[]): Table["columns"] {
  const columns = new Map(table.columns);
  for (const name of names) columns.set(name, { name, ...columns.get(name), notNull: true });
  return columns;
}

function refer(state: State, { from, to }: { readonly from: number; readonly to: number }): void {
  const known = state.referring.get(to) ?? [];
  if (!known.includes(from)) state.ledger.put(state.referring, to, [...known, from]);
}

/** ADD CONSTRAINT … USING INDEX gives the index the constraint's name. */
function takeIndex(state: State, index: QualifiedName, constraint: string): void {
  const found = state.indexes.get(keyOf(index));
  if (found === undefined) return;
  renameIndex(state, index, { name: constraint });
  const renamed = { schema: index.schema, name: constraint };
  state.ledger.put(state.indexes, keyOf(renamed), { ...found, name: renamed, ofConstraint: true });
}

/** Writes an index down, and its name in its table. */
export function addIndex(state: State, index: Omit<Index, "made">): void {
  const table = state.tables.get(index.table);
  if (table === undefined) return;
  state.ledger.put(state.indexes, keyOf(index.name), { ...index, made: state.session.made });
  putTable(state, { ...table, indexes: [...table.indexes, index.name] });
}

/** CREATE INDEX. IF NOT EXISTS over one that is there changes nothing. */
export function createIndex(state: State, change: ChangeOf<"create-index">): void {
  const table = writtenTable(state, change.table);
  const { schema } = table.name;
  const taken = (candidate: string): boolean => state.indexes.has(keyOf({ schema, name: candidate }));
  const name = change.index ?? defaultIndexName(table, change.parts, taken);
  if (change.ifNotExists && taken(name)) return;
  const { parts, unique, method, where } = change;
  const predicate = where === undefined ? {} : { predicate: where.columns };
  const facts = { parts, unique, method, ...predicate, ofConstraint: false };
  addIndex(state, { ...facts, name: { schema, name }, table: table.id });
}

/** Forgets an index. */
export function dropIndex(state: State, name: RelationName): void {
  const full = existingName(state, name, state.indexes);
  const index = state.indexes.get(keyOf(full));
  if (index === undefined) return;
  state.ledger.put(state.indexes, keyOf(full), undefined);
  const table = state.tables.get(index.table);
  if (table === undefined) return;
  putTable(state, { ...table, indexes: table.indexes.filter((each) => keyOf(each) !== keyOf(full)) });
}

/** Gives an index another name. */
export function renameIndex(state: State, name: RelationName, to: Partial<QualifiedName>): void {
  const full = existingName(state, name, state.indexes);
  const index = state.indexes.get(keyOf(full));
  const table = index === undefined ? undefined : state.tables.get(index.table);
  if (index === undefined || table === undefined) return;
  const renamed = { ...full, ...to };
  state.ledger.put(state.indexes, keyOf(full), undefined);
  state.ledger.put(state.indexes, keyOf(renamed), { ...index, name: renamed });
  const indexes = table.indexes.map((each) => (keyOf(each) === keyOf(full) ? renamed : each));
  putTable(state, { ...table, indexes });
}

/** Forgets a constraint, and the index behind it. */
export function dropConstraint(state: State, tableName: RelationName, name: string): void {
  const table = writtenTable(state, tableName);
  const constraints = table.constraints.filter((constraint) => constraint.name !== name);
  putTable(state, { ...table, constraints });
  const index = { schema: table.name.schema, name };
  if (state.indexes.get(keyOf(index))?.ofConstraint === true) dropIndex(state, index);
}

/** Changes a constraint of a table: validated, enforced, renamed. One that was never seen stays unseen. */
export function changeConstraint(
  state: State,
  { table: tableName, name }: { readonly table: RelationName; readonly name: string },
  facts: Partial<Constraint>,
): void {
  const table = writtenTable(state, tableName);
  const found = table.constraints.find((constraint) => constraint.name === name);
  if (found === undefined) return;
  const changed = { ...found, ...facts };
  const constraints = table.constraints.map((constraint) => (constraint === found ? changed : constraint));
  const proven = changed.kind === "not-null" && changed.valid;
  putTable(state, {
    ...table,
    constraints,
    ...(proven ? { columns: withNotNull(table, changed.columns) } : {}),
  });
}
