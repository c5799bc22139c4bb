// The locks that a statement takes on what is there when it creates something: parents, sources, tables with triggers.

import type { CreateStmt } from "libpg-query";

import type { LockForecast } from "../core/lock.ts";
import { showRelation } from "../core/name.ts";
import { lockOn, locksOnEach, relationOf } from "./relation-of.ts";
import type { Node } from "./tree.ts";

/** The locks of the statements that begin with CREATE. What they only read is not here. */
export function locksOnCreation(node: Node): readonly LockForecast[] {
  if ("CreateStmt" in node) return locksOnCreatedTable(node.CreateStmt);
  if ("CreateForeignTableStmt" in node) return locksOnCreatedTable(node.CreateForeignTableStmt.base ?? {});
  if ("IndexStmt" in node) {
    const { relation, concurrent } = node.IndexStmt;
    return lockOn(relationOf(relation), concurrent === true ? "SHARE UPDATE EXCLUSIVE" : "SHARE");
  }
  if ("ViewStmt" in node) {
    return node.ViewStmt.replace === true ? lockOn(relationOf(node.ViewStmt.view), "ACCESS EXCLUSIVE") : [];
  }
  if ("CreateTrigStmt" in node) {
    const { relation, constrrel } = node.CreateTrigStmt;
    return [
      ...lockOn(relationOf(relation), "SHARE ROW EXCLUSIVE"),
      ...lockOn(relationOf(constrrel), "ACCESS SHARE"),
    ];
  }
  if ("RuleStmt" in node) return lockOn(relationOf(node.RuleStmt.relation), "ACCESS EXCLUSIVE");
  if ("CreatePolicyStmt" in node) return lockOn(relationOf(node.CreatePolicyStmt.table), "ACCESS EXCLUSIVE");
  if ("CreateStatsStmt" in node) return locksOnEach(node.CreateStatsStmt.relations, "SHARE UPDATE EXCLUSIVE");
  return [];
}

function locksOnCreatedTable(table: CreateStmt): readonly LockForecast[] {
  const { relation, inhRelations, partbound, tableElts } = table;
  const created = relationOf(relation);
  const isOther = (lock: LockForecast): boolean =>
    created === undefined || showRelation(lock.relation) !== showRelation(created);
  const sources = (tableElts ?? []).flatMap((element) =>
    "TableLikeClause" in element ? lockOn(relationOf(element.TableLikeClause.relation), "ACCESS SHARE") : [],
  );
  return [
    ...locksOnEach(inhRelations, partbound === undefined ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE"),
    ...sources,
    ...locksOnReferenced(tableElts ?? []).filter(isOther),
  ];
}

/** The tables that columns and constraints refer to with foreign keys. */
export function locksOnReferenced(definitions: readonly Node[]): readonly LockForecast[] {
  return definitions.flatMap((definition) => {
    if ("ColumnDef" in definition) return locksOnReferenced(definition.ColumnDef.constraints ?? []);
    if (!("Constraint" in definition)) return [];
    return lockOn(relationOf(definition.Constraint.pktable), "SHARE ROW EXCLUSIVE");
  });
}
