// The locks of reading and writing rows, wherever in a statement a query stands: in a view, a rule, a policy.

import type { CopyStmt, LockingClause, RangeVar, SelectStmt, WithClause } from "libpg-query";

import type { LockForecast } from "../core/lock.ts";
import { lockOn, relationOf } from "./relation-of.ts";
import { tagOf, walk } from "./tree.ts";
import type { Node } from "./tree.ts";

const WRITES: ReadonlySet<string> = new Set(["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"]);

/** PostgreSQL refuses a query in them, in defaults, checks and expressions as well. */
const WITHOUT_QUERY: ReadonlySet<string> = new Set(["CreateStmt", "AlterTableStmt", "IndexStmt"]);

/** ROW EXCLUSIVE on what is written, ROW SHARE on what is read FOR UPDATE or SHARE, ACCESS SHARE on what is read. */
export function locksOnRows(node: Node): readonly LockForecast[] {
  if (WITHOUT_QUERY.has(tagOf(node))) return [];
  const written: LockForecast[] = [];
  const reads: Read[] = [];
  const queries = new Set<string>();
  const aliases = new Set<object>();
  // One walk for everything: it is the dear part of a long INSERT.
  walk(node, (tag, body) => {
    if (WRITES.has(tag)) written.push(...lockOn(relationOf((body as Written).relation), "ROW EXCLUSIVE"));
    if (tag === "CopyStmt") written.push(...lockOnCopied(body));
    if (tag === "RangeVar" && !aliases.has(body)) reads.push({ range: body, mode: "ACCESS SHARE" });
    if (tag === "withClause") for (const name of queryNames(body)) queries.add(name);
    if (!("lockingClause" in body)) return;
    const select = body as SelectStmt;
    for (const clause of clausesOf(select)) {
      for (const alias of rangesIn(clause.lockedRels)) aliases.add(alias);
      for (const range of chosenBy(clause, select)) reads.push({ range, mode: "ROW SHARE" });
    }
  });
  const isQuery = ({ schemaname, relname = "" }: RangeVar): boolean =>
    schemaname === undefined && queries.has(relname);
  const read = reads.filter(({ range }) => !isQuery(range));
  return [...written, ...read.flatMap(({ range, mode }) => lockOn(relationOf(range), mode))];
}

interface Read {
  readonly range: RangeVar;
  readonly mode: "ACCESS SHARE" | "ROW SHARE";
}

interface Written {
  readonly relation?: RangeVar;
}

function lockOnCopied({ relation, is_from }: CopyStmt): readonly LockForecast[] {
  return lockOn(relationOf(relation), is_from === true ? "ROW EXCLUSIVE" : "ACCESS SHARE");
}

const clausesOf = (select: SelectStmt): readonly LockingClause[] =>
  (select.lockingClause ?? []).flatMap((node) => ("LockingClause" in node ? [node.LockingClause] : []));

/** FOR UPDATE OF names aliases; without OF it means everything in FROM, subqueries too. */
function chosenBy({ lockedRels }: LockingClause, { fromClause }: SelectStmt): readonly RangeVar[] {
  const chosen = lockedRels?.length ? new Set(rangesIn(lockedRels).map(({ relname }) => relname)) : undefined;
  return rangesIn(fromClause).filter(
    ({ alias, relname }) => chosen === undefined || chosen.has(alias?.aliasname ?? relname),
  );
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
function queryNames({ ctes, recursive }: WithClause): readonly string[] {
  return (ctes ?? []).flatMap((node) => {
    if (!("CommonTableExpr" in node)) return [];
    const { ctename = "", ctequery } = node.CommonTableExpr;
    const readsItself = recursive !== true && rangesIn(ctequery).some(({ relname }) => relname === ctename);
    return readsItself ? [] : [ctename];
  });
}
