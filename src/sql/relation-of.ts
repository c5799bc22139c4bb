// Relations as a statement names them, in the two ways in which the parser's tree writes them.

import type { RangeVar } from "libpg-query";

import type { LockForecast, LockMode } from "../core/lock.ts";
import type { RelationName } from "../core/name.ts";
import { namesOf } from "./tree.ts";
import type { Node } from "./tree.ts";

/** The relation of a `RangeVar`; undefined where the tree has none. */
export function relationOf(range: RangeVar | undefined): RelationName | undefined {
  if (range?.relname === undefined) return undefined;
  return range.schemaname === undefined
    ? { name: range.relname }
    : { schema: range.schemaname, name: range.relname };
}

/** The relation that a name's parts give: `a`, `schema.a` or `database.schema.a`. */
export function relationNamed(parts: readonly string[]): RelationName | undefined {
  const name = parts.at(-1);
  const schema = parts.at(-2);
  if (name === undefined) return undefined;
  return schema === undefined ? { name } : { schema, name };
}

/** The parts of a name that the tree writes as a `List` of `String` nodes. */
export const partsOf = (node: Node | undefined): readonly string[] =>
  node !== undefined && "List" in node ? namesOf(node.List.items) : [];

/** The lock of what goes away, with foreign keys and all. */
export const lockWithPartners = (relation: RelationName | undefined): readonly LockForecast[] =>
  lockOn(relation, "ACCESS EXCLUSIVE").map((lock) => ({ ...lock, partners: true }));

/** The lock on a relation as a list, which is empty where the statement names none. */
export const lockOn = (relation: RelationName | undefined, mode: LockMode): readonly LockForecast[] =>
  relation === undefined ? [] : [{ relation, mode }];

/** The locks on what a list of `RangeVar` nodes names. */
export const locksOnEach = (nodes: readonly Node[] | undefined, mode: LockMode): readonly LockForecast[] =>
  (nodes ?? []).flatMap((node) => ("RangeVar" in node ? lockOn(relationOf(node.RangeVar), mode) : []));
