// Changes of indexes, and of what keeps tables in order: REINDEX, CLUSTER, VACUUM, TRUNCATE, LOCK, REFRESH.

import type { IndexStmt, Node, ReindexStmt, VacuumStmt } from "libpg-query";

import type { Change } from "../../core/change.ts";
import type { IndexedPart } from "../../core/definition.ts";
import { LOCK_MODES } from "../../core/lock.ts";
import type { RelationName } from "../../core/name.ts";
import { reindexIsConcurrent } from "../kind.ts";
import { relationOf } from "../relation-of.ts";
import { optionIsOn, optionsOf } from "../tree.ts";
import type { Describers } from "./describe.ts";
import { labelOf } from "./expression-label.ts";
import { expressionOf } from "./expression.ts";
import type { Source } from "./source.ts";

export const INDEX_DESCRIBERS: Describers = {
  IndexStmt: (node, source) => ("IndexStmt" in node ? createIndex(node.IndexStmt, source) : []),
  ReindexStmt: (node, { start }) => ("ReindexStmt" in node ? [reindex(node.ReindexStmt, start)] : []),
  VacuumStmt: (node, { start }) => ("VacuumStmt" in node ? [vacuum(node.VacuumStmt, start)] : []),
  ClusterStmt: (node, { start: at }) => {
    const table = "ClusterStmt" in node ? relationOf(node.ClusterStmt.relation) : undefined;
    return [{ at, kind: "cluster", ...(table === undefined ? {} : { table }) }];
  },
  TruncateStmt: (node, { start: at }) => {
    if (!("TruncateStmt" in node)) return [];
    const { relations, behavior } = node.TruncateStmt;
    return [{ at, kind: "truncate", tables: relationsIn(relations), cascade: behavior === "DROP_CASCADE" }];
  },
  LockStmt: (node, { start: at }) => {
    if (!("LockStmt" in node)) return [];
    const mode = LOCK_MODES[(node.LockStmt.mode ?? 0) - 1] ?? "ACCESS EXCLUSIVE";
    return [{ at, kind: "lock-table", tables: relationsIn(node.LockStmt.relations), mode }];
  },
  RefreshMatViewStmt: (node, { start: at }) => {
    const view = "RefreshMatViewStmt" in node ? relationOf(node.RefreshMatViewStmt.relation) : undefined;
    if (!("RefreshMatViewStmt" in node) || view === undefined) return [];
    const { concurrent, skipData } = node.RefreshMatViewStmt;
    const concurrently = concurrent === true;
    return [{ at, kind: "refresh-materialized-view", view, concurrently, withData: skipData !== true }];
  },
};

/** The relations of a list of `RangeVar` nodes. */
export const relationsIn = (nodes: readonly Node[] | undefined): readonly RelationName[] =>
  (nodes ?? []).flatMap((node) => ("RangeVar" in node ? (relationOf(node.RangeVar) ?? []) : []));

function createIndex(node: IndexStmt, { start: at }: Source): readonly Change[] {
  const table = relationOf(node.relation);
  if (table === undefined) return [];
  return [
    {
      at,
      kind: "create-index",
      ...(node.idxname === undefined ? {} : { index: node.idxname }),
      table,
      parts: (node.indexParams ?? []).flatMap((part) => partOf(part, at)),
      include: (node.indexIncludingParams ?? []).flatMap((part) => partOf(part, at).flatMap(columnOfPart)),
      method: node.accessMethod ?? "btree",
      ...(node.whereClause === undefined ? {} : { where: expressionOf(node.whereClause, { at }) }),
      unique: node.unique === true,
      concurrently: node.concurrent === true,
      ifNotExists: node.if_not_exists === true,
      only: node.relation?.inh !== true,
    },
  ];
}

function partOf(node: Node, at: number): readonly IndexedPart[] {
  if (!("IndexElem" in node)) return [];
  const { name, expr } = node.IndexElem;
  if (name !== undefined) return [{ column: name }];
  const called = labelOf(expr);
  return [{ expression: expressionOf(expr, { at }), ...(called === undefined ? {} : { called }) }];
}

const columnOfPart = ({ column }: IndexedPart): readonly string[] => (column === undefined ? [] : [column]);

const REINDEXED = {
  REINDEX_OBJECT_INDEX: "index",
  REINDEX_OBJECT_TABLE: "table",
  REINDEX_OBJECT_SCHEMA: "schema",
  REINDEX_OBJECT_DATABASE: "database",
  REINDEX_OBJECT_SYSTEM: "system",
} as const;

function reindex({ kind, name, params, relation }: ReindexStmt, at: number): Change {
  const named = relationOf(relation) ?? (name === undefined ? undefined : { name });
  return {
    at,
    kind: "reindex",
    object: REINDEXED[kind ?? "REINDEX_OBJECT_INDEX"],
    ...(named === undefined ? {} : { name: named }),
    concurrently: reindexIsConcurrent(params),
  };
}

function vacuum({ rels, options, is_vacuumcmd }: VacuumStmt, at: number): Change {
  const tables = (rels ?? []).flatMap((node) =>
    "VacuumRelation" in node ? (relationOf(node.VacuumRelation.relation) ?? []) : [],
  );
  if (is_vacuumcmd !== true) return { at, kind: "analyze", tables };
  return { at, kind: "vacuum", tables, full: optionIsOn(optionsOf(options), "full", false) };
}
