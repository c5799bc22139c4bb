// Decides in which order tables are filled, so that what a row refers to is there before it.

import type { ForeignKey, Table } from "./table.ts";

/** Tables that are filled in one transaction: one, or some that refer to each other in a ring. */
export interface Unit {
  readonly tables: readonly Table[];
  /** Foreign keys to a table that comes later in the unit. */
  readonly later: readonly Pledge[];
}

/** A reference that is made before there is anything to refer to. */
export interface Pledge {
  readonly table: Table;
  readonly key: ForeignKey;
}

type Tables = ReadonlyMap<string, Table>;

/** Parents first, those too that are not needed; only what cannot be null makes a ring. */
export function fillOrder(tables: readonly Table[]): readonly Unit[] {
  const byId: Tables = new Map(tables.map((table) => [table.id, table]));
  const reach = new Map(tables.map((table) => [table.id, reachedFrom(table, byId)]));
  const isReached = (from: Table, id: string): boolean => reach.get(from.id)?.has(id) === true;
  const order: Table[] = [];
  const begun = new Set<string>();
  const visit = (table: Table): void => {
    if (begun.has(table.id)) return;
    begun.add(table.id);
    for (const parent of parentsOf(table, byId, isNeeded)) visit(parent);
    for (const parent of parentsOf(table, byId, () => true)) {
      // Whoever needs this table is waiting for it.
      if (!isReached(parent, table.id)) visit(parent);
    }
    order.push(table);
  };
  for (const table of tables) visit(table);
  return unitsOf(order, (one, other) => isReached(one, other.id) && isReached(other, one.id));
}

/** A ring stands where its last table does: nothing in between needs it, or that would be a part of it. */
function unitsOf(order: readonly Table[], areRing: (one: Table, other: Table) => boolean): readonly Unit[] {
  return order.flatMap((last) => {
    const tables = order.filter((table) => table === last || areRing(table, last));
    if (tables.at(-1) !== last) return [];
    const later = tables.flatMap((table, place) =>
      table.foreignKeys
        .filter(
          (key) => isNeeded(key, table) && tables.slice(place + 1).some(({ id }) => id === key.parentId),
        )
        .map((key) => ({ table, key })),
    );
    return [{ tables, later }];
  });
}

/** Ids of the tables that must have rows before this one can. */
function reachedFrom(table: Table, tables: Tables): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [table];
  // Each turn takes a table off the list, and each table is put on it once.
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const parent of parentsOf(next, tables, isNeeded)) {
      if (!reached.has(parent.id)) waiting.push(parent);
      reached.add(parent.id);
    }
  }
  return reached;
}

function parentsOf(
  table: Table,
  tables: Tables,
  follows: (key: ForeignKey, table: Table) => boolean,
): readonly Table[] {
  return table.foreignKeys
    .filter((key) => key.parentId !== table.id && follows(key, table))
    .flatMap(({ parentId }) => tables.get(parentId) ?? []);
}

/** Whether nothing of the key can be null, or not all where that is what it takes. */
const isNeeded = ({ columns, full }: ForeignKey, table: Table): boolean => {
  const nullable = table.columns.filter((column) => column.nullable && columns.includes(column.name));
  return full ? nullable.length < columns.length : nullable.length === 0;
};
