// How long readers and writers stood still in a stretch of time, by what the probes waited. Pure.

import type { Stall } from "../../core/rehearsal.ts";
import type { Relation } from "../observe/surroundings.ts";
import type { Wait } from "./probes.ts";

export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** For each probed table the longest part of a wait that lies within the stretch; 0 where nobody waited. */
export function stallsIn(
  waits: readonly Wait[],
  relations: readonly Relation[],
  stretch: Stretch,
): readonly Stall[] {
  const longest = (relation: string, kind: Wait["kind"]): number =>
    waits
      .filter((wait) => wait.relation === relation && wait.kind === kind)
      .reduce((most, wait) => Math.max(most, overlapMs(wait, stretch)), 0);
  return relations.map(({ name }) => ({
    relation: name,
    readMs: longest(name, "read"),
    writeMs: longest(name, "write"),
  }));
}

const overlapMs = (a: Stretch, b: Stretch): number =>
  Math.max(0, Math.min(a.toMs, b.toMs) - Math.max(a.fromMs, b.fromMs));
