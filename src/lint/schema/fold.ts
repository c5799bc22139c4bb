// The schema so far: takes changes in, one by one, and can be asked in between.

import type { Change, ChangeOf } from "../../core/change.ts";
import type { QualifiedName, Schema } from "../../core/schema.ts";
import type { Version } from "../../core/version.ts";
import { addColumn, alterColumn, dropColumn, renameColumn } from "./fold-column.ts";
import {
  addConstraint,
  changeConstraint,
  createIndex,
  dropConstraint,
  dropIndex,
  renameIndex,
} from "./fold-constraint.ts";
import {
  adopt,
  changeTable,
  changeTriggers,
  createOther,
  createTable,
  dropTable,
  release,
  renameTable,
} from "./fold-table.ts";
import type { Mark } from "./ledger.ts";
import {
  DEFAULT_SEARCH_PATH,
  existingName,
  keyOf,
  newName,
  newState,
  schemaOf,
  tableNamed,
  writtenTable,
} from "./state.ts";
import type { State } from "./state.ts";

/** A schema that moves on with each change. */
export interface SchemaFold {
  readonly schema: Schema;
  /** Settings are as at the start of a session, and what is made from here on is made by this migration. */
  begin(version: Version | undefined): void;
  apply(change: Change): void;
  mark(): Mark;
  goBack(mark: Mark): void;
  /** Nobody will go back behind this moment. */
  settle(): void;
}

export function newSchemaFold(): SchemaFold {
  const state = newState();
  return {
    schema: schemaOf(state),
    begin(version) {
      state.session.made = version;
      state.session.searchPath = DEFAULT_SEARCH_PATH;
    },
    apply: (change) => applyChange(state, change),
    mark: () => state.ledger.mark(),
    goBack: (mark) => state.ledger.goBack(mark),
    settle: () => state.ledger.settle(),
  };
}

/** Changes that leave the schema as it is have no line. */
const APPLIERS: { readonly [Kind in Change["kind"]]?: (state: State, change: ChangeOf<Kind>) => void } = {
  "create-table": createTable,
  "add-column": addColumn,
  "drop-column": dropColumn,
  "rename-column": renameColumn,
  "alter-column-type": alterColumn,
  "set-default": alterColumn,
  "drop-default": alterColumn,
  "set-not-null": alterColumn,
  "drop-not-null": alterColumn,
  "drop-expression": alterColumn,
  "add-constraint": (state, { table, constraint }) =>
    addConstraint(state, writtenTable(state, table).id, constraint),
  "validate-constraint": (state, change) => changeConstraint(state, change, { valid: true }),
  "drop-constraint": (state, { table, name }) => dropConstraint(state, table, name),
  "rename-constraint": (state, change) => {
    changeConstraint(state, change, { name: change.to });
    renameIndex(state, { ...writtenTable(state, change.table).name, name: change.name }, { name: change.to });
  },
  "alter-constraint": (state, change) =>
    changeConstraint(state, change, change.enforced === undefined ? {} : { enforced: change.enforced }),
  "set-persistence": (state, { table, persistence }) =>
    changeTable(state, table, () => ({ unlogged: persistence === "unlogged" })),
  "attach-partition": (state, { table, partition, isDefault }) =>
    adopt(state, { parent: table, child: partition, asPartition: true }, isDefault),
  "detach-partition": (state, { table, partition }) => release(state, { parent: table, child: partition }),
  "alter-inheritance": (state, { table, parent, verb }) =>
    verb === "add"
      ? adopt(state, { parent, child: table, asPartition: false }, false)
      : release(state, { parent, child: table }),
  "create-index": createIndex,
  "create-view": (state, { view, materialized, reads }) =>
    createOther(state, view, { kind: materialized ? "materialized-view" : "view", reads }),
  "create-sequence": (state, { sequence }) => createOther(state, sequence, { kind: "sequence" }),
  "create-trigger": changeTriggers,
  "create-routine": (state, change) => {
    const name = newName(state, change.routine);
    const { language, volatility, body } = change;
    state.ledger.put(state.routines, keyOf(name), { name, language, volatility, body, ...madeBy(state) });
  },
  "create-enum": (state, { type, values }) => {
    const name = newName(state, type);
    state.ledger.put(state.types, keyOf(name), { kind: "enum", name, values, ...madeBy(state) });
  },
  "add-enum-value": (state, { type, value }) => {
    const key = keyOf(existingName(state, type, state.types));
    const known = state.types.get(key);
    if (known?.kind !== "enum") return;
    state.ledger.put(state.types, key, { ...known, values: [...known.values, value] });
  },
  "create-composite": (state, { type }) => createType(state, newName(state, type), "composite"),
  "create-type": (state, { type }) => createType(state, newName(state, type), "other"),
  "create-domain": (state, { domain, type, notNull, checks }) => {
    const name = newName(state, domain);
    const constrained = notNull || checks.length > 0;
    state.ledger.put(state.types, keyOf(name), {
      kind: "domain",
      name,
      base: type,
      constrained,
      ...madeBy(state),
    });
  },
  "alter-domain": (state, { domain, verb }) => {
    const key = keyOf(existingName(state, domain, state.types));
    const known = state.types.get(key);
    if (known?.kind !== "domain" || (verb !== "add-constraint" && verb !== "set-not-null")) return;
    state.ledger.put(state.types, key, { ...known, constrained: true });
  },
  write: fillTable,
  drop: dropObjects,
  rename: renameObject,
  "set-schema": (state, { object, name, schema }) => moveObject(state, { object, name, to: { schema } }),
  set: (state, { name, value }) => {
    if (name.toLowerCase() === "search_path") state.session.searchPath = pathOf(value);
  },
  reset: (state, { name }) => {
    if (name === undefined || name.toLowerCase() === "search_path")
      state.session.searchPath = DEFAULT_SEARCH_PATH;
  },
};

function applyChange<Kind extends Change["kind"]>(state: State, change: ChangeOf<Kind>): void {
  const apply = APPLIERS[change.kind];
  apply?.(state, change);
}

/** A handful of rows is in a table at once, and looked at as fast. */
const ROWS_COUNTED_MAX = 1000;

function fillTable(state: State, { table: name, verb, rows }: ChangeOf<"write">): void {
  if (verb === "delete" || verb === "update" || (rows !== undefined && rows <= ROWS_COUNTED_MAX)) return;
  const table = tableNamed(state, name);
  if (table.id > 0 && !table.filled) changeTable(state, name, () => ({ filled: true }));
}

const madeBy = ({ session }: State): { readonly made: Version | undefined } => ({ made: session.made });

function createType(state: State, name: QualifiedName, kind: "composite" | "other"): void {
  state.ledger.put(state.types, keyOf(name), { kind, name, ...madeBy(state) });
}

const pathOf = (value: readonly string[]): readonly string[] => {
  const named = value.filter((schema) => schema !== "" && schema !== "$user" && schema !== "pg_catalog");
  return named.length === 0 ? DEFAULT_SEARCH_PATH : named;
};

function dropObjects(state: State, { object, names }: ChangeOf<"drop">): void {
  for (const name of names) {
    switch (object) {
      case "index":
        dropIndex(state, name);
        break;
      case "trigger":
        if (name.table !== undefined) changeTriggers(state, { table: name.table, drop: name.name });
        break;
      case "type":
      case "domain":
        state.ledger.put(state.types, keyOf(existingName(state, name, state.types)), undefined);
        break;
      case "function":
      case "procedure":
        state.ledger.put(state.routines, keyOf(existingName(state, name, state.routines)), undefined);
        break;
      case "schema":
        for (const table of schemaOf(state).tablesIn(name.name)) dropTable(state, table.name);
        break;
      case "table":
      case "foreign-table":
      case "view":
      case "materialized-view":
      case "sequence":
        dropTable(state, name);
        break;
      default:
        break;
    }
  }
}

function renameObject(state: State, { object, name, to }: ChangeOf<"rename">): void {
  if (object === "schema") {
    for (const table of schemaOf(state).tablesIn(name.name)) renameTable(state, table.name, { schema: to });
    return;
  }
  moveObject(state, { object, name, to: { name: to } });
}

interface Move {
  readonly object: ChangeOf<"rename">["object"];
  readonly name: ChangeOf<"rename">["name"];
  readonly to: Partial<QualifiedName>;
}

function moveObject(state: State, { object, name, to }: Move): void {
  switch (object) {
    case "index":
      renameIndex(state, name, to);
      break;
    case "table":
    case "foreign-table":
    case "view":
    case "materialized-view":
    case "sequence":
      // ALTER TABLE takes the name of an index too.
      if (state.indexes.has(keyOf(existingName(state, name, state.indexes)))) renameIndex(state, name, to);
      else renameTable(state, name, to);
      break;
    case "type":
    case "domain":
      renameType(state, { name, to });
      break;
    case "function":
    case "procedure":
      moveEntry(state, state.routines, { name, to });
      break;
    default:
      break;
  }
}

/** Columns go with their type to its new name. */
function renameType(state: State, { name, to }: Omit<Move, "object">): void {
  const before = existingName(state, name, state.types);
  const after = { ...before, ...to };
  for (const table of schemaOf(state).tablesUsing(before)) {
    const columns = new Map(
      [...table.columns].map(([key, column]) => {
        const isOf =
          column.type !== undefined && keyOf(existingName(state, column.type, state.types)) === keyOf(before);
        return [
          key,
          isOf && column.type !== undefined ? { ...column, type: { ...column.type, ...after } } : column,
        ];
      }),
    );
    changeTable(state, table.name, () => ({ columns }));
  }
  moveEntry(state, state.types, { name: before, to });
}

function moveEntry<Value extends { readonly name: QualifiedName }>(
  state: State,
  map: Map<string, Value>,
  { name, to }: Omit<Move, "object">,
): void {
  const key = keyOf(existingName(state, name, map));
  const value = map.get(key);
  if (value === undefined) return;
  const renamed = { ...value.name, ...to };
  state.ledger.put(map, key, undefined);
  state.ledger.put(map, keyOf(renamed), { ...value, name: renamed });
}
