// Compares two snapshots: what one of them has and the other has not, and what is different in both.

import type { CatalogObject, Difference, Snapshot } from "../core/catalog.ts";

type Objects = Snapshot["objects"];

/** A column's place among those of its table. It moves when another comes or goes, so only the order is compared. */
const POSITION = "position";

/**
 * What `after` does not have as `before` does, by kind and name. An object that came or went is told once, without
 * its parts. Empty exactly if the digests are equal.
 */
export function compareSnapshots(before: Snapshot, after: Snapshot): readonly Difference[] {
  if (before.digest === after.digest) return [];
  const differences = [
    ...comingsOrGoings("removed", before.objects, after.objects),
    ...comingsOrGoings("added", after.objects, before.objects),
    ...changed(before.objects, after.objects),
    ...reordered(before.objects, after.objects),
  ];
  return differences.toSorted((a, b) => compareText(`${a.kind} ${a.name}`, `${b.kind} ${b.name}`));
}

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** What only `here` has, save for the parts of something that only it has too. */
function comingsOrGoings(change: "added" | "removed", here: Objects, there: Objects): readonly Difference[] {
  return [...here]
    .filter(([key, { parent }]) => !there.has(key) && !hasComeOrGone(parent, here, there))
    .map(([, { kind, name }]) => ({ change, kind, name }));
}

/** Looks up the whole line: of an index's constraint the table may be new. */
function hasComeOrGone(key: string | undefined, here: Objects, there: Objects): boolean {
  if (key === undefined) return false;
  return !there.has(key) || hasComeOrGone(here.get(key)?.parent, here, there);
}

function changed(before: Objects, after: Objects): readonly Difference[] {
  return [...before].flatMap(([key, was]) => {
    const is = after.get(key);
    if (is === undefined || is === was) return [];
    // Where its table came or went, such as by a new name, that is told already.
    const hasMoved =
      was.parent !== is.parent &&
      [was.parent, is.parent].every(
        (parent) => parent === undefined || (before.has(parent) && after.has(parent)),
      );
    return changesOf(was, is, hasMoved);
  });
}

function changesOf(was: CatalogObject, is: CatalogObject, hasMoved: boolean): readonly Difference[] {
  const facts = new Set([...Object.keys(was.facts), ...Object.keys(is.facts)]);
  facts.delete(POSITION);
  const { kind, name } = is;
  return [
    ...[...facts]
      .filter((fact) => was.facts[fact] !== is.facts[fact])
      .map((fact) => ({ fact, before: was.facts[fact], after: is.facts[fact] })),
    ...(hasMoved ? [{ fact: "part of", before: was.parent, after: is.parent }] : []),
  ].map(({ fact, before, after }) => ({
    change: "changed",
    kind,
    name,
    fact,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  }));
}

/** Tables that have the same columns in another order, looking only at those that both have. */
function reordered(before: Objects, after: Objects): readonly Difference[] {
  const was = columnsByTable(before);
  return [...columnsByTable(after)].flatMap(([key, columnsAfter]) => {
    const columnsBefore = was.get(key) ?? [];
    const orderBefore = columnsBefore.filter((column) => columnsAfter.includes(column)).join(", ");
    const orderAfter = columnsAfter.filter((column) => columnsBefore.includes(column)).join(", ");
    const table = after.get(key);
    if (orderBefore === orderAfter || table === undefined) return [];
    const { kind, name } = table;
    return [{ change: "changed", kind, name, fact: "column order", before: orderBefore, after: orderAfter }];
  });
}

/** The names of the columns that have a place, in order, by the key of their table or type. */
function columnsByTable(objects: Objects): ReadonlyMap<string, readonly string[]> {
  const placed = new Map<string, [position: number, name: string][]>();
  for (const { name, parent, facts } of objects.values()) {
    const position = facts[POSITION];
    if (parent === undefined || position === undefined) continue;
    const table = objects.get(parent)?.name ?? "";
    const columns = placed.get(parent) ?? [];
    columns.push([Number(position), name.slice(table.length + 1)]);
    placed.set(parent, columns);
  }
  return new Map(
    [...placed].map(([key, columns]) => [key, columns.toSorted(([a], [b]) => a - b).map(([, name]) => name)]),
  );
}
