// Which tables migrations touch, as far as anybody can tell before they run: those to fill, and those to probe.

import type { PlannedMigration } from "../../core/plan.ts";
import { isCalled } from "../observe/surroundings.ts";
import type { Oid, Relation, Surroundings, Tie } from "../observe/surroundings.ts";

/** Relations with rows that readers and writers get at. */
export const TABLE_KINDS: ReadonlySet<string> = new Set(["table", "partitioned table"]);

/**
 * The tables that the statements name and that are there now, with those tied to them: what they reference, parents
 * and partitions, and the table of an index. In the order of their names.
 */
export function touchedTables(
  migrations: readonly PlannedMigration[],
  { relations, ties }: Surroundings,
): readonly Relation[] {
  const names = migrations.flatMap(({ steps }) =>
    steps.flatMap(({ statements }) => statements.flatMap(({ locks }) => locks)),
  );
  const named = new Set(
    [...relations.values()]
      .filter((relation) => names.some((lock) => isCalled(relation, lock.relation)))
      .map(({ oid }) => oid),
  );
  const touched = new Set([...named, ...ties.flatMap((tie) => pulledIn(tie, named))]);
  return [...relations.values()]
    .filter(({ oid, kind }) => touched.has(oid) && TABLE_KINDS.has(kind))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The other end of a tie to a named relation, where a change of the one locks the other. */
function pulledIn({ kind, from, to }: Tie, named: ReadonlySet<Oid>): readonly Oid[] {
  const isPartition = kind === "partition" || kind === "default partition";
  if (named.has(from) && (isPartition || kind === "foreign key" || kind === "index")) return [to];
  return named.has(to) && isPartition ? [from] : [];
}
