// The locks of what keeps tables in order: LOCK, TRUNCATE, VACUUM, ANALYZE, CLUSTER, REINDEX, REFRESH.

import type { ReindexStmt, VacuumStmt } from "libpg-query";

import { LOCK_MODES } from "../core/lock.ts";
import type { LockForecast } from "../core/lock.ts";
import { reindexIsConcurrent } from "./kind.ts";
import { lockOn, locksOnEach, relationOf } from "./relation-of.ts";
import { optionIsOn, optionsOf } from "./tree.ts";
import type { Node } from "./tree.ts";

/** The locks of LOCK TABLE, TRUNCATE and the statements of maintenance. */
export function locksOnUpkeep(node: Node): readonly LockForecast[] {
  if ("LockStmt" in node) {
    const { relations, mode } = node.LockStmt;
    return locksOnEach(relations, LOCK_MODES[(mode ?? 0) - 1] ?? "ACCESS EXCLUSIVE");
  }
  if ("TruncateStmt" in node) return locksOnEach(node.TruncateStmt.relations, "ACCESS EXCLUSIVE");
  if ("VacuumStmt" in node) return locksOnVacuumed(node.VacuumStmt);
  if ("ClusterStmt" in node) return lockOn(relationOf(node.ClusterStmt.relation), "ACCESS EXCLUSIVE");
  if ("ReindexStmt" in node) return locksOnReindexed(node.ReindexStmt);
  if (!("RefreshMatViewStmt" in node)) return [];
  const { relation, concurrent } = node.RefreshMatViewStmt;
  return lockOn(relationOf(relation), concurrent === true ? "EXCLUSIVE" : "ACCESS EXCLUSIVE");
}

function locksOnVacuumed({ rels, options }: VacuumStmt): readonly LockForecast[] {
  const isFull = optionIsOn(optionsOf(options), "full", false);
  return (rels ?? []).flatMap((node) => {
    const relation = "VacuumRelation" in node ? node.VacuumRelation.relation : undefined;
    return lockOn(relationOf(relation), isFull ? "ACCESS EXCLUSIVE" : "SHARE UPDATE EXCLUSIVE");
  });
}

function locksOnReindexed({ kind, relation, params }: ReindexStmt): readonly LockForecast[] {
  if (reindexIsConcurrent(params)) return lockOn(relationOf(relation), "SHARE UPDATE EXCLUSIVE");
  return lockOn(relationOf(relation), kind === "REINDEX_OBJECT_INDEX" ? "ACCESS EXCLUSIVE" : "SHARE");
}
