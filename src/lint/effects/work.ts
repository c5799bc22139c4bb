// The work of a change: the tables that it reads from end to end, writes anew, or builds an index on.

import type { Change, ChangeOf } from "../../core/change.ts";
import type { Index } from "../../core/schema.ts";
import { isOfServer } from "./catalogs.ts";
import { workOn } from "./effect.ts";
import type { Known, Work } from "./effect.ts";
import { withHeirs } from "./heirs.ts";
import { workOfColumn } from "./work-of-column.ts";
import { provenNotNull, workOfConstraint } from "./work-of-constraint.ts";
import { scanOfDefault, scanOfPartition } from "./work-of-partition.ts";
import { workOfType } from "./work-of-type.ts";

/** Changes that are done in an instant have no line. */
const WORKERS: {
  readonly [Kind in Change["kind"]]?: (change: ChangeOf<Kind>, known: Known) => readonly Work[];
} = {
  "add-column": workOfColumn,
  "alter-column-type": workOfType,
  "set-not-null": ({ table, column, only }, known) =>
    withHeirs(known.schema, known.schema.table(table), only).flatMap((each) =>
      provenNotNull(each, column) ? [] : [workOn(each, "scan", "not-null")],
    ),
  "set-expression": ({ table, only }, { schema }) =>
    withHeirs(schema, schema.table(table), only).map((each) => workOn(each, "rewrite", "generated")),
  "set-persistence": ({ table, persistence }, { schema }) => {
    const found = schema.table(table);
    const same = found.known && found.unlogged === (persistence === "unlogged");
    return same ? [] : [workOn(found, "rewrite", "storage")];
  },
  "set-tablespace": ({ table, object }, { schema }) =>
    object === "index" ? [] : [workOn(schema.table(table), "rewrite", "storage")],
  "set-access-method": ({ table, method }, { schema }) =>
    method === "heap" ? [] : [workOn(schema.table(table), "rewrite", "storage")],
  "add-constraint": ({ table, constraint, only }, known) =>
    withHeirs(known.schema, known.schema.table(table), only).flatMap((each) =>
      workOfConstraint(constraint, each, known),
    ),
  "validate-constraint": ({ table, name }, { schema }) => {
    const found = schema.table(table);
    const constraint = found.constraints.find((each) => each.name === name);
    if (constraint?.valid === true) return [];
    const because =
      constraint?.kind === "foreign-key" || constraint?.kind === "not-null" ? constraint.kind : "check";
    const parent = constraint?.references === undefined ? [] : [schema.tableById(constraint.references)];
    return [found, ...parent].map((each) => workOn(each, "scan", because));
  },
  "alter-constraint": ({ table, name, enforced }, { schema }) => {
    const found = schema.table(table);
    const constraint = found.constraints.find((each) => each.name === name);
    const begins = enforced === true && constraint?.enforced !== true;
    return begins ? [workOn(found, "scan", "foreign-key")] : [];
  },
  "attach-partition": ({ table, partition, isDefault }, { schema }) => [
    ...scanOfPartition(schema.table(partition), schema.table(table)),
    ...(isDefault ? [] : scanOfDefault(schema.table(table), schema)),
  ],
  "create-table": ({ partitionOf }, { schema }) =>
    partitionOf === undefined || partitionOf.isDefault
      ? []
      : scanOfDefault(schema.table(partitionOf.parent), schema),
  "create-index": (change, { schema }) => {
    const { table, only, index, ifNotExists } = change;
    if (ifNotExists && index !== undefined && schema.index({ ...table, name: index }) !== undefined)
      return [];
    const found = schema.table(table);
    if (only && found.partitionedBy !== undefined) return [];
    if (found.partitionedBy === undefined) return [workOn(found, "build", "index")];
    // An index of a partition that is the same is taken, and none is built.
    return withHeirs(schema, found, false)
      .filter((each) => !schema.indexesOf(each).some((has) => isSameIndex(has, change)))
      .map((each) => workOn(each, "build", "index"));
  },
  reindex: ({ object, name }, { schema }) => {
    if (name === undefined) return [];
    const index = object === "index" ? schema.index(name) : undefined;
    const tables = index !== undefined ? [schema.tableById(index.table)] : [schema.table(name)];
    const all = object === "schema" ? schema.tablesIn(name.name) : object === "index" && !index ? [] : tables;
    return all.map((each) => workOn(each, "build", "index"));
  },
  cluster: ({ table }, { schema }) =>
    table === undefined ? [] : [workOn(schema.table(table), "rewrite", "storage")],
  vacuum: ({ tables, full }, { schema }) =>
    full ? tables.map((table) => workOn(schema.table(table), "rewrite", "storage")) : [],
  "refresh-materialized-view": ({ view, concurrently, withData }, { schema }) =>
    withData ? [workOn(schema.table(view), concurrently ? "scan" : "rewrite", "refresh")] : [],
  "alter-domain": ({ domain, verb, notValid }, { schema }) => {
    const checks =
      (verb === "add-constraint" && !notValid) || verb === "set-not-null" || verb === "validate-constraint";
    return checks ? schema.tablesUsing(domain).map((table) => workOn(table, "scan", "domain")) : [];
  },
  write: ({ table: name }, { schema }) => {
    const table = schema.table(name);
    return isOfServer(table) ? [] : [workOn(table, "write", "rows")];
  },
};

/** The work of one change. */
export function workOf<Kind extends Change["kind"]>(change: ChangeOf<Kind>, known: Known): readonly Work[] {
  const worker = WORKERS[change.kind];
  // A partitioned table has no rows of its own. One without partitions in the files gets them while it is in use.
  return (worker?.(change, known) ?? []).filter(
    ({ kind, table }) => kind === "write" || table.partitionedBy === undefined || table.children.length === 0,
  );
}

/** True for what is certain to be the same: plain columns in the same order, for all rows. */
const isSameIndex = (
  has: Index,
  { parts, include, unique, method, where }: ChangeOf<"create-index">,
): boolean =>
  has.unique === unique &&
  has.method === method &&
  has.predicate === undefined &&
  where === undefined &&
  include.length === 0 &&
  has.parts.length === parts.length &&
  parts.every(({ column }, place) => column !== undefined && has.parts[place]?.column === column);
