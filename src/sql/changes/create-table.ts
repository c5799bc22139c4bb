// CREATE TABLE in its forms: columns, constraints, partitions, parents.

import type { CreateStmt, CreateTableAsStmt, Node, PartitionSpec, RangeVar } from "libpg-query";

import type { Change } from "../../core/change.ts";
import type { ConstraintDefinition, CreatedTable } from "../../core/definition.ts";
import type { RelationName } from "../../core/name.ts";
import { relationOf } from "../relation-of.ts";
import { columnOf } from "./column.ts";
import { constraintOf } from "./constraint.ts";
import type { Source } from "./source.ts";

/** The change of CREATE TABLE and CREATE FOREIGN TABLE. */
export function createTableChange(node: CreateStmt, source: Source, foreign: boolean): readonly Change[] {
  const table = relationOf(node.relation);
  if (table === undefined) return [];
  const elements = node.tableElts ?? [];
  const parents = (node.inhRelations ?? []).flatMap(relationIn);
  const [parent] = node.partbound === undefined ? [] : parents;
  return [
    {
      at: source.start,
      kind: "create-table",
      table,
      ifNotExists: node.if_not_exists === true,
      columns: elements.flatMap((element) =>
        "ColumnDef" in element ? [columnOf(element.ColumnDef, source)] : [],
      ),
      constraints: elements.flatMap((element) => constraintIn(element, source)),
      persistence: persistenceOf(node.relation),
      foreign,
      ...(parent === undefined
        ? {}
        : { partitionOf: { parent, isDefault: node.partbound?.is_default === true } }),
      ...(node.partspec === undefined ? {} : { partitionBy: partitionByOf(node.partspec) }),
      inherits: parent === undefined ? parents : [],
      like: elements.flatMap((element) =>
        "TableLikeClause" in element ? (relationOf(element.TableLikeClause.relation) ?? []) : [],
      ),
      fromQuery: false,
    },
  ];
}

/** The change of CREATE TABLE AS and SELECT INTO. */
export function createTableAsChange(node: CreateTableAsStmt, source: Source): readonly Change[] {
  const table = relationOf(node.into?.rel);
  if (table === undefined) return [];
  if (node.objtype === "OBJECT_MATVIEW") {
    return [
      {
        at: source.start,
        kind: "create-view",
        view: table,
        materialized: true,
        orReplace: false,
        withData: node.into?.skipData !== true,
        reads: readsOf(source),
      },
    ];
  }
  return [tableFromQuery(table, node.into?.rel, { source, ifNotExists: node.if_not_exists === true })];
}

/** A table whose columns are those of a query. */
export function tableFromQuery(
  table: RelationName,
  range: RangeVar | undefined,
  { source, ifNotExists }: { readonly source: Source; readonly ifNotExists: boolean },
): Change {
  return {
    at: source.start,
    kind: "create-table",
    table,
    ifNotExists,
    columns: [],
    constraints: [],
    persistence: persistenceOf(range),
    foreign: false,
    inherits: [],
    like: [],
    fromQuery: true,
  };
}

/** The relations that a statement reads and does nothing else to. */
export const readsOf = ({ locks }: Source): readonly RelationName[] =>
  locks.filter(({ mode }) => mode === "ACCESS SHARE").map(({ relation }) => relation);

const relationIn = (node: Node): readonly RelationName[] =>
  "RangeVar" in node ? [relationOf(node.RangeVar) ?? { name: "" }] : [];

function constraintIn(node: Node, source: Source): readonly ConstraintDefinition[] {
  if (!("Constraint" in node)) return [];
  return [constraintOf(node.Constraint, { at: source.at(node.Constraint.location) }) ?? []].flat();
}

function persistenceOf(range: RangeVar | undefined): CreatedTable["persistence"] {
  if (range?.relpersistence === "t") return "temporary";
  return range?.relpersistence === "u" ? "unlogged" : "permanent";
}

function partitionByOf({ strategy, partParams }: PartitionSpec): NonNullable<CreatedTable["partitionBy"]> {
  return {
    strategy: (strategy ?? "").replace("PARTITION_STRATEGY_", "").toLowerCase(),
    columns: (partParams ?? []).flatMap((part) =>
      "PartitionElem" in part && part.PartitionElem.name !== undefined ? [part.PartitionElem.name] : [],
    ),
  };
}
