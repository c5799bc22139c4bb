// The schema as it stands in memory: maps behind a ledger, and how names find what they name.

import type { RelationName } from "../../core/name.ts";
import type {
  Index,
  QualifiedName,
  Reference,
  Routine,
  Schema,
  SchemaType,
  Table,
} from "../../core/schema.ts";
import type { Version } from "../../core/version.ts";
import { newLedger } from "./ledger.ts";
import type { Ledger } from "./ledger.ts";

/** Everything that is known, to be written through the ledger. */
export interface State {
  readonly ledger: Ledger;
  readonly tables: Map<number, Table>;
  /** Ids of tables by their full name. */
  readonly names: Map<string, number>;
  readonly indexes: Map<string, Index>;
  readonly types: Map<string, SchemaType>;
  readonly routines: Map<string, Routine>;
  /** By the id of a table: ids of the tables whose foreign keys refer to it. */
  readonly referring: Map<number, readonly number[]>;
  readonly session: Session;
  nextId: number;
}

/** What the statements before have set, as far as names depend on it. */
export interface Session {
  searchPath: readonly string[];
  /** The migration that runs; undefined for what was there before all of them. */
  made: Version | undefined;
}

export const DEFAULT_SEARCH_PATH: readonly string[] = ["public"];

export function newState(): State {
  return {
    ledger: newLedger(),
    tables: new Map(),
    names: new Map(),
    indexes: new Map(),
    types: new Map(),
    routines: new Map(),
    referring: new Map(),
    session: { searchPath: DEFAULT_SEARCH_PATH, made: undefined },
    nextId: 1,
  };
}

export const keyOf = ({ schema, name }: QualifiedName): string => `${schema}.${name}`;

/** Where temporary tables live: PostgreSQL looks there before all else. */
export const TEMPORARY = "pg_temp";

export const currentSchema = ({ session }: State): string => session.searchPath[0] ?? "public";

/** The full name under which something is made. */
export const newName = (state: State, { schema, name }: RelationName): QualifiedName => ({
  schema: schema ?? currentSchema(state),
  name,
});

/** The full name of what a name means: the first in search_path under which there is something. */
export function existingName(
  state: State,
  { schema, name }: RelationName,
  map: ReadonlyMap<string, unknown>,
): QualifiedName {
  if (schema !== undefined) return { schema, name };
  const path = [TEMPORARY, ...state.session.searchPath];
  const found = path.find((candidate) => map.has(keyOf({ schema: candidate, name })));
  return { schema: found ?? currentSchema(state), name };
}

/** A table of which nothing is known but its name. Its id is negative until somebody writes it. */
const unseen = (name: QualifiedName): Table => ({
  id: -1,
  name,
  kind: "table",
  known: false,
  made: undefined,
  temporary: false,
  unlogged: false,
  filled: false,
  columns: new Map(),
  constraints: [],
  indexes: [],
  triggers: [],
  parents: [],
  children: [],
  isPartition: false,
  reads: [],
});

export function tableNamed(state: State, name: RelationName): Table {
  const full = existingName(state, name, state.names);
  const id = state.names.get(keyOf(full));
  return (id === undefined ? undefined : state.tables.get(id)) ?? unseen(full);
}

/** The table of a name, written down if it was never seen, so that it has an id. */
export function writtenTable(state: State, name: RelationName): Table {
  const table = tableNamed(state, name);
  if (table.id > 0) return table;
  const written = { ...table, id: state.nextId };
  state.nextId += 1;
  putTable(state, written);
  state.ledger.put(state.names, keyOf(written.name), written.id);
  return written;
}

export const putTable = ({ ledger, tables }: State, table: Table): void =>
  ledger.put(tables, table.id, table);

/** The state as rules see it. */
export function schemaOf(state: State): Schema {
  const indexNamed = (name: RelationName): Index | undefined =>
    state.indexes.get(keyOf(existingName(state, name, state.indexes)));
  const tableById = (id: number): Table => state.tables.get(id) ?? unseen({ schema: "", name: `#${id}` });
  return {
    table: (name) => tableNamed(state, name),
    tableById,
    index: indexNamed,
    indexesOf: (table) => table.indexes.flatMap((name) => state.indexes.get(keyOf(name)) ?? []),
    type: (name) => state.types.get(keyOf(existingName(state, name, state.types))),
    routine: (name) => state.routines.get(keyOf(existingName(state, name, state.routines))),
    referencesTo: (table) =>
      (state.referring.get(table.id) ?? []).flatMap((id) => referencesOf(tableById(id), table)),
    tablesUsing: (type) => [...state.tables.values()].filter((table) => uses(state, table, type)),
    viewsOn: (table) => [...state.tables.values()].filter(({ reads }) => reads.includes(table.id)),
    tablesIn: (schema) => [...state.tables.values()].filter(({ name }) => name.schema === schema),
    get currentSchema() {
      return currentSchema(state);
    },
  };
}

function referencesOf(table: Table, to: Table): readonly Reference[] {
  return table.constraints.flatMap((constraint) =>
    constraint.references === to.id ? [{ table, constraint }] : [],
  );
}

function uses(state: State, { columns }: Table, type: RelationName): boolean {
  const wanted = keyOf(existingName(state, type, state.types));
  return [...columns.values()].some(
    ({ type: own }) => own !== undefined && keyOf(existingName(state, own, state.types)) === wanted,
  );
}
