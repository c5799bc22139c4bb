// The locks of a statement: those that it names, and those that only the schema tells of.

import type { Change, ChangeOf } from "../../core/change.ts";
import { LOCK_MODES } from "../../core/lock.ts";
import type { LockMode } from "../../core/lock.ts";
import type { LockReason } from "../../core/rehearsal.ts";
import type { Constraint, Reference, Schema, Table } from "../../core/schema.ts";
import type { Doing } from "../../core/statement.ts";
import type { Known, TableLock } from "./effect.ts";
import { refersTo, withHeirs } from "./heirs.ts";

/** Every table that a statement locks, once, with the strongest mode. Indexes are left out. */
export function locksOf({ locks, changes }: Doing, { schema }: Known): readonly TableLock[] {
  const strongest = new Map<string, TableLock>();
  const add = (lock: TableLock): void => {
    const key = `${lock.table.name.schema}.${lock.table.name.name}`;
    const held = strongest.get(key);
    if (held === undefined || strength(lock) > strength(held)) {
      strongest.set(key, held?.via === undefined && held !== undefined ? withoutReason(lock) : lock);
    }
  };
  for (const { relation, mode } of locks) {
    if (schema.index(relation) !== undefined || namesIndex(changes)) continue;
    add({ table: schema.table(relation), mode });
  }
  for (const change of changes)
    for (const lock of locksOfChange(change, { schema, named: strongest })) add(lock);
  return [...strongest.values()];
}

const strength = ({ mode }: { readonly mode: LockMode }): number => LOCK_MODES.indexOf(mode);

const withoutReason = ({ table, mode }: TableLock): TableLock => ({ table, mode });

/** What ALTER, DROP and REINDEX INDEX name is no table. */
const namesIndex = ([first]: readonly Change[]): boolean =>
  first !== undefined &&
  (("object" in first && first.object === "index" && first.kind !== "comment") ||
    first.kind === "attach-index");

interface Place {
  readonly schema: Schema;
  /** The locks that are known of the statement so far. */
  readonly named: ReadonlyMap<string, TableLock>;
}

type Locker<Kind extends Change["kind"]> = (change: ChangeOf<Kind>, place: Place) => readonly TableLock[];

/** Changes that lock no more than they name have no line. */
const LOCKERS: { readonly [Kind in Change["kind"]]?: Locker<Kind> } = {
  "add-column": heirsLocked,
  "drop-column": (change, place) => {
    const { schema } = place;
    const table = schema.table(change.table);
    const own = table.constraints.filter(({ columns }) => columns.includes(change.column));
    const locks = [...heirsLocked(change, place), ...parentsLocked(schema, own)];
    if (!change.cascade) return locks;
    const referring = schema
      .referencesTo(table)
      .filter(({ constraint }) => refersTo(constraint, change.column));
    return [...locks, ...locked(referring), ...viewsLocked(schema, table)];
  },
  "rename-column": heirsLocked,
  "alter-column-type": (change, place) => {
    const { schema } = place;
    const table = schema.table(change.table);
    const own = table.constraints.filter(({ columns }) => columns.includes(change.column));
    const referring = schema
      .referencesTo(table)
      .filter(({ constraint }) => refersTo(constraint, change.column));
    return [...heirsLocked(change, place), ...parentsLocked(schema, own), ...locked(referring)];
  },
  "set-default": heirsLocked,
  "drop-default": heirsLocked,
  "set-not-null": heirsLocked,
  "drop-not-null": heirsLocked,
  "set-expression": heirsLocked,
  "drop-expression": heirsLocked,
  "set-column-option": heirsLocked,
  "add-constraint": heirsLocked,
  "rename-constraint": heirsLocked,
  "validate-constraint": ({ table, name }, { schema }) => {
    const parents = referencedBy(schema, constraintsNamed(schema.table(table), name));
    return parents.map((parent) => lock(parent, "ROW SHARE", "foreign key"));
  },
  "alter-constraint": ({ table, name, enforced }, { schema }) =>
    enforced === undefined ? [] : parentsLocked(schema, constraintsNamed(schema.table(table), name)),
  "drop-constraint": (change, place) => {
    const { schema } = place;
    const table = schema.table(change.table);
    const referring = change.cascade ? referringLocked(schema, table) : [];
    return [
      ...heirsLocked(change, place),
      ...parentsLocked(schema, constraintsNamed(table, change.name)),
      ...referring,
    ];
  },
  "attach-partition": (change, place) => defaultPartitionLocked(change, place),
  "detach-partition": (change, place) =>
    change.concurrently || change.finalize ? [] : defaultPartitionLocked(change, place),
  "create-table": ({ partitionOf }, { schema }) =>
    partitionOf === undefined ? [] : locksOnDefault(schema, schema.table(partitionOf.parent)),
  "create-index": ({ table, concurrently, only }, { schema }) => {
    const found = schema.table(table);
    if (found.partitionedBy === undefined) return [];
    const mode = concurrently ? "SHARE UPDATE EXCLUSIVE" : "SHARE";
    return withHeirs(schema, found, only)
      .slice(1)
      .map((heir) => lock(heir, mode, "partition"));
  },
  "create-trigger": ({ table }, { schema }) => {
    const found = schema.table(table);
    const heirs = found.partitionedBy === undefined ? [] : withHeirs(schema, found, false).slice(1);
    return heirs.map((heir) => lock(heir, "SHARE ROW EXCLUSIVE", "partition"));
  },
  reindex: ({ object, name, concurrently }, { schema }) => {
    if (name === undefined) return [];
    const mode = concurrently ? "SHARE UPDATE EXCLUSIVE" : "SHARE";
    if (object === "schema") return schema.tablesIn(name.name).map((table) => lock(table, mode, "other"));
    const index = object === "index" ? schema.index(name) : undefined;
    return index === undefined ? [] : [lock(schema.tableById(index.table), mode, "index")];
  },
  truncate: ({ tables, cascade }, { schema }) =>
    tables.flatMap((name) => {
      const table = schema.table(name);
      const heirs = withHeirs(schema, table, false).slice(1);
      return [
        ...heirs.map((heir) => lock(heir, "ACCESS EXCLUSIVE", "partition")),
        ...(cascade ? referringLocked(schema, table) : []),
      ];
    }),
  "alter-domain": ({ domain, verb, notValid }, { schema }) => {
    const checks =
      (verb === "add-constraint" && !notValid) || verb === "set-not-null" || verb === "validate-constraint";
    return checks ? schema.tablesUsing(domain).map((table) => lock(table, "SHARE", "domain")) : [];
  },
  drop: dropLocks,
};

function locksOfChange<Kind extends Change["kind"]>(
  change: ChangeOf<Kind>,
  place: Place,
): readonly TableLock[] {
  const locker = LOCKERS[change.kind];
  return locker?.(change, place) ?? [];
}

const lock = (table: Table, mode: LockMode, via: LockReason): TableLock => ({ table, mode, via });

interface OfTable {
  readonly table: ChangeOf<"add-column">["table"];
  readonly only: boolean;
}

/** Partitions and children get the lock that their parent gets. */
function heirsLocked({ table: name, only }: OfTable, { schema, named }: Place): readonly TableLock[] {
  const table = schema.table(name);
  const heirs = withHeirs(schema, table, only).slice(1);
  if (heirs.length === 0) return [];
  const mode = named.get(`${table.name.schema}.${table.name.name}`)?.mode ?? "ACCESS EXCLUSIVE";
  return heirs.map((heir) => lock(heir, mode, "partition"));
}

const constraintsNamed = ({ constraints }: Table, name: string): readonly Constraint[] =>
  constraints.filter((constraint) => constraint.name === name);

const referencedBy = (schema: Schema, constraints: readonly Constraint[]): readonly Table[] =>
  constraints.flatMap(({ references }) => (references === undefined ? [] : [schema.tableById(references)]));

/** The tables that foreign keys refer to: their triggers go with the key. */
const parentsLocked = (schema: Schema, constraints: readonly Constraint[]): readonly TableLock[] =>
  referencedBy(schema, constraints).map((parent) => lock(parent, "ACCESS EXCLUSIVE", "foreign key"));

/** The tables whose foreign keys refer to a table. */
const referringLocked = (schema: Schema, table: Table): readonly TableLock[] =>
  locked(schema.referencesTo(table));

const locked = (references: readonly Reference[]): readonly TableLock[] =>
  references.map(({ table }) => lock(table, "ACCESS EXCLUSIVE", "foreign key"));

const defaultPartitionLocked = ({ table }: OfTable, { schema }: Place): readonly TableLock[] =>
  locksOnDefault(schema, schema.table(table));

function locksOnDefault(schema: Schema, { defaultPartition }: Table): readonly TableLock[] {
  if (defaultPartition === undefined) return [];
  return [lock(schema.tableById(defaultPartition), "ACCESS EXCLUSIVE", "default partition")];
}

function dropLocks(
  { object, names, cascade, concurrently }: ChangeOf<"drop">,
  { schema }: Place,
): readonly TableLock[] {
  switch (object) {
    case "index":
      return names.flatMap((name) => {
        const index = schema.index(name);
        if (index === undefined) return [];
        const mode = concurrently ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE";
        const [table, ...heirs] = withHeirs(schema, schema.tableById(index.table), false);
        if (table === undefined) return [];
        const partitions = table.partitionedBy === undefined ? [] : heirs;
        return [lock(table, mode, "index"), ...partitions.map((heir) => lock(heir, mode, "partition"))];
      });
    case "table":
    case "foreign-table":
    case "view":
    case "materialized-view":
      return names.flatMap((name) => locksOfDrop(schema, schema.table(name), cascade));
    case "type":
    case "domain":
      return cascade
        ? names.flatMap((name) =>
            schema.tablesUsing(name).map((table) => lock(table, "ACCESS EXCLUSIVE", "domain")),
          )
        : [];
    case "schema":
      return names.flatMap(({ name }) =>
        schema.tablesIn(name).map((table) => lock(table, "ACCESS EXCLUSIVE", "other")),
      );
    default:
      return [];
  }
}

function locksOfDrop(schema: Schema, table: Table, cascade: boolean): readonly TableLock[] {
  const heirs = withHeirs(schema, table, false).slice(1);
  const parents = table.isPartition ? table.parents.map((id) => schema.tableById(id)) : [];
  return [
    ...parentsLocked(schema, table.constraints),
    ...heirs.map((heir) => lock(heir, "ACCESS EXCLUSIVE", "partition")),
    ...parents.flatMap((parent) => [
      lock(parent, "ACCESS EXCLUSIVE", "parent"),
      ...locksOnDefault(schema, parent),
    ]),
    ...(cascade ? [...referringLocked(schema, table), ...viewsLocked(schema, table)] : []),
  ];
}

const VIEWS_MAX = 1000;

/** Views that read a table, and views that read those. */
function viewsLocked(schema: Schema, table: Table): readonly TableLock[] {
  const views = new Set<Table>();
  const open = [...schema.viewsOn(table)];
  while (open.length > 0 && views.size < VIEWS_MAX) {
    const view = open.pop();
    if (view === undefined || views.has(view)) continue;
    views.add(view);
    open.push(...schema.viewsOn(view));
  }
  return [...views].map((view) => lock(view, "ACCESS EXCLUSIVE", "view"));
}
