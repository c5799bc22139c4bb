// Decides which repeatables share a transaction: those that make anew what another one's change takes away.

import type { FoundRepeatable } from "./read.ts";
import type { Changes } from "./changes.ts";

/** Groups in the order in which they are applied, each with its members in theirs. `order` holds what is applied. */
export function groupTogether(
  order: readonly FoundRepeatable[],
  { taken }: Changes,
  needs: ReadonlyMap<string, ReadonlySet<string>>,
): readonly (readonly FoundRepeatable[])[] {
  const names = order.map(({ repeatable }) => repeatable.name);
  const group = new Map(names.map((name) => [name, name]));
  const join = (one: string, other: string): void => {
    const [to, from] = [group.get(one) ?? one, group.get(other) ?? other];
    for (const [name, leader] of group) if (leader === from) group.set(name, to);
  };
  for (const { standing, by } of taken.values()) {
    for (const { key } of standing.dependants) {
      const other = taken.get(key)?.by.repeatable.name;
      if (other !== undefined) join(by.repeatable.name, other);
    }
  }
  // Bound: every pass joins two groups, or ends.
  for (let pass = 0; pass < names.length; pass++) {
    const sorted = sortGroups(names, group, needs);
    if (sorted.kind === "sorted") return sorted.leaders.map((leader) => membersOf(order, group, leader));
    for (const other of sorted.stuck) join(sorted.stuck[0] ?? other, other);
  }
  return [order];
}

const membersOf = (
  order: readonly FoundRepeatable[],
  group: ReadonlyMap<string, string>,
  leader: string,
): readonly FoundRepeatable[] => order.filter(({ repeatable }) => group.get(repeatable.name) === leader);

type Sorted =
  | { readonly kind: "sorted"; readonly leaders: readonly string[] }
  /** Groups that wait for each other: a repeatable in between belongs to both. */
  | { readonly kind: "stuck"; readonly stuck: readonly string[] };

function sortGroups(
  names: readonly string[],
  group: ReadonlyMap<string, string>,
  needs: ReadonlyMap<string, ReadonlySet<string>>,
): Sorted {
  const waitsFor = new Map<string, Set<string>>();
  for (const [at, name] of names.entries()) {
    const leader = group.get(name) ?? name;
    const wanted = waitsFor.get(leader) ?? new Set<string>();
    waitsFor.set(leader, wanted);
    // What comes later in the order is only looked for when it runs.
    const before = names.slice(0, at).filter((other) => needs.get(name)?.has(other));
    for (const other of before) if (group.get(other) !== leader) wanted.add(group.get(other) ?? other);
  }
  const leaders: string[] = [];
  // Bound: every pass takes one away, or ends.
  while (waitsFor.size > 0) {
    const free = [...waitsFor].find(([, wanted]) => [...wanted].every((other) => !waitsFor.has(other)));
    if (free === undefined) return { kind: "stuck", stuck: onRing(waitsFor) };
    leaders.push(free[0]);
    waitsFor.delete(free[0]);
  }
  return { kind: "sorted", leaders };
}

/** Those of a ring: whoever follows one that it waits for comes round again. */
function onRing(waitsFor: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const way: string[] = [];
  let at = [...waitsFor.keys()][0] ?? "";
  // Bound: a way without a repetition is no longer than the list.
  while (!way.includes(at)) {
    way.push(at);
    at = [...(waitsFor.get(at) ?? [])].find((other) => waitsFor.has(other)) ?? "";
  }
  return way.slice(way.indexOf(at));
}
