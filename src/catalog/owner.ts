// Calls the role that made one schema by the name that it has in another: scratch servers have other users.

import type { CatalogObject, Snapshot } from "../core/catalog.ts";
import { digestOf } from "./digest.ts";

/**
 * `made` as if `maker` had there the name of the role that owns most of the same objects in `found`. Unchanged where
 * `maker` owns nothing, or nothing that both have. Owners that differ among themselves still differ after it.
 */
export function underOneOwner(made: Snapshot, found: Snapshot, maker: string): Snapshot {
  const counts = new Map<string, number>();
  for (const [key, { facts }] of made.objects) {
    const owner = found.objects.get(key)?.facts["owner"];
    if (facts["owner"] === maker && owner !== undefined) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  if (most === undefined || most[0] === maker) return made;
  const [name] = most;
  const objects = new Map(
    [...made.objects.values()]
      .map((object) => renamed(object, maker, name))
      .map((object) => [`${object.kind} ${object.name}`, object] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))),
  );
  return { ...made, objects, digest: digestOf(objects) };
}

function renamed(object: CatalogObject, from: string, to: string): CatalogObject {
  const facts = Object.fromEntries(
    Object.entries(object.facts).map(([fact, value]) => {
      if (fact === "owner") return [fact, value === from ? to : value];
      if (!/^(?:changed )?grants to /.test(fact)) return [fact, value];
      const grantor = ` by ${from}`;
      return [
        fact.endsWith(` to ${from}`) ? `${fact.slice(0, -from.length)}${to}` : fact,
        value.endsWith(grantor) ? `${value.slice(0, -from.length)}${to}` : value,
      ];
    }),
  );
  const isOfRole = object.kind === "default privileges" && object.name.startsWith(`of ${from} on `);
  const name = isOfRole ? `of ${to}${object.name.slice("of ".length + from.length)}` : object.name;
  return { ...object, name, facts };
}
