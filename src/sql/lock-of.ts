// The locks that a statement is expected to take on the relations it names.
// The facts come from watching PostgreSQL 15 and 18, statement by statement: test/locks/observed.md.

import { LOCK_MODES } from "../core/lock.ts";
import type { LockForecast } from "../core/lock.ts";
import { quoteRelation } from "../core/name.ts";
import { locksOnObjects } from "./lock-of-object.ts";
import { locksOnRows } from "./lock-of-rows.ts";
import { locksOnAlteredTable } from "./lock-of-alter-table.ts";
import { locksOnCreation } from "./lock-of-create.ts";
import { locksOnUpkeep } from "./lock-of-upkeep.ts";
import type { Node } from "./tree.ts";

/**
 * Every relation that a statement names and locks if it is there already, once, with the strongest mode. What only
 * the catalogs know is missing: partitions and children, the table of an index, what CASCADE reaches, and what triggers, functions and DO blocks do. Where versions differ: the strongest.
 */
export function locksOf(node: Node): readonly LockForecast[] {
  const strongest = new Map<string, LockForecast>();
  for (const lock of everyLock(node)) {
    const key = quoteRelation(lock.relation);
    const known = strongest.get(key);
    const stronger = known === undefined || strength(lock) > strength(known) ? lock : known;
    const partners = (known?.partners ?? lock.partners) ? { partners: true as const } : {};
    strongest.set(key, { ...stronger, ...partners });
  }
  return [...strongest.values()];
}

const strength = ({ mode }: LockForecast): number => LOCK_MODES.indexOf(mode);

function everyLock(node: Node): readonly LockForecast[] {
  if ("CreateSchemaStmt" in node) return (node.CreateSchemaStmt.schemaElts ?? []).flatMap(everyLock);
  return [
    ...locksOnAlteredTable(node),
    ...locksOnCreation(node),
    ...locksOnObjects(node),
    ...locksOnUpkeep(node),
    ...locksOnRows(node),
  ];
}
