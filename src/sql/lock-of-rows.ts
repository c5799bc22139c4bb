// The locks of reading and writing rows, wherever in a statement a query stands: in a view, a rule, a policy.

import type { CommonTableExpr, CopyStmt, LockingClause, RangeVar, SelectStmt } from "libpg-query";

import type { LockForecast } from "../core/lock.ts";
import { lockOn, relationOf } from "./relation-of.ts";
import { walk } from "./tree.ts";
import type { Node } from "./tree.ts";

const WRITES: ReadonlySet<string> = new Set(["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"]);

/** ROW EXCLUSIVE on what is written, ROW SHARE on what is read FOR UPDATE or SHARE, ACCESS SHARE on what is read. */
export function locksOnRows(node: Node): readonly LockForecast[] {
  const locks: LockForecast[] = [];
  const hidden = queryNames(node);
  const notRelations = new Set<object>();
  walk(node, (tag, body) => {
    if (WRITES.has(tag)) locks.push(...lockOn(relationOf((body as Written).relation), "ROW EXCLUSIVE"));
    if (tag === "CopyStmt") locks.push(...lockOnCopied(body));
    if ("lockingClause" in body) {
      const select = body as SelectStmt;
      for (const clause of clausesOf(select)) {
        for (const name of rangesIn(clause.lockedRels)) notRelations.add(name);
        locks.push(...locksOnChosen(select, clause, hidden));
      }
    }
    if (tag === "RangeVar" && !notRelations.has(body))
      locks.push(...lockOnRead(body, hidden, "ACCESS SHARE"));
  });
  return locks;
}

interface Written {
  readonly relation?: RangeVar;
}

function lockOnCopied({ relation, is_from }: CopyStmt): readonly LockForecast[] {
  return lockOn(relationOf(relation), is_from === true ? "ROW EXCLUSIVE" : "ACCESS SHARE");
}

function lockOnRead(
  range: RangeVar,
  hidden: ReadonlySet<string>,
  mode: "ACCESS SHARE" | "ROW SHARE",
): readonly LockForecast[] {
  const isQuery = range.schemaname === undefined && hidden.has(range.relname ?? "");
  return isQuery ? [] : lockOn(relationOf(range), mode);
}

const clausesOf = (select: SelectStmt): readonly LockingClause[] =>
  (select.lockingClause ?? []).flatMap((node) => ("LockingClause" in node ? [node.LockingClause] : []));

/** FOR UPDATE OF names aliases; without OF it means everything in FROM, subqueries too. */
function locksOnChosen(
  select: SelectStmt,
  { lockedRels }: LockingClause,
  hidden: ReadonlySet<string>,
): readonly LockForecast[] {
  const chosen = lockedRels?.length ? new Set(rangesIn(lockedRels).map(({ relname }) => relname)) : undefined;
  return rangesIn(select.fromClause)
    .filter(({ alias, relname }) => chosen === undefined || chosen.has(alias?.aliasname ?? relname))
    .flatMap((range) => lockOnRead(range, hidden, "ROW SHARE"));
}

function rangesIn(root: readonly Node[] | Node | undefined): readonly RangeVar[] {
  const ranges: RangeVar[] = [];
  walk({ root: root ?? [] }, (tag, body) => {
    if (tag === "RangeVar") ranges.push(body);
  });
  return ranges;
}

/**
 * The names that WITH gives to queries. One whose own query reads that very name is left out, for there it is the
 * relation: one ACCESS SHARE too many is better than one too few.
 */
function queryNames(node: Node): ReadonlySet<string> {
  const names = new Set<string>();
  walk(node, (_tag, body) => {
    if (!("ctes" in body)) return;
    const isRecursive = "recursive" in body && body.recursive === true;
    for (const { ctename = "", ctequery } of (body as { ctes: readonly Node[] }).ctes.flatMap(queriesOf)) {
      const readsItself = rangesIn(ctequery).some(({ relname }) => relname === ctename);
      if (isRecursive || !readsItself) names.add(ctename);
    }
  });
  return names;
}

const queriesOf = (node: Node): readonly CommonTableExpr[] =>
  "CommonTableExpr" in node ? [node.CommonTableExpr] : [];
