// The messages of a run at which something happens: all of them, or a sample spread over the run.

import type { TestContext } from "node:test";

import type { Side } from "./cut-proxy.ts";
import { FULL } from "./runner.ts";

export interface CutPoint {
  readonly side: Side;
  /** As the proxy counts. */
  readonly number: number;
  readonly verdict: "cut" | "mute";
}

/** Points that are worked on at the same time, each with a database of its own. */
const AT_ONCE = 4;

const KINDS: readonly (readonly [Side, CutPoint["verdict"]])[] = [
  ["frontend", "cut"],
  ["frontend", "mute"],
  ["backend", "cut"],
];

/** Numbers from 1 to `last`: all in the full form, else the middles of `sample` equal parts. */
export function spread(last: number, sample: number): readonly number[] {
  if (FULL || sample >= last) return Array.from({ length: last }, (_, index) => index + 1);
  return Array.from({ length: sample }, (_, index) => Math.ceil(((index + 0.5) * last) / sample));
}

/** Every way of cutting at every point. `sample` is the number of points for each way in the bounded form. */
export const cutPoints = (seen: Readonly<Record<Side, number>>, sample: number): readonly CutPoint[] =>
  KINDS.flatMap(([side, verdict]) => spread(seen[side], sample).map((number) => ({ side, number, verdict })));

/** Every message of the run. `sample` is the number of each side in the bounded form. */
export const messagePoints = (
  seen: Readonly<Record<Side, number>>,
  sample: number,
): readonly Omit<CutPoint, "verdict">[] =>
  (["frontend", "backend"] as const).flatMap((side) =>
    spread(seen[side], sample).map((number) => ({ side, number })),
  );

/** Runs the work for every point, several at once, and names each point that fails. */
export async function eachPoint<Point extends object>(
  context: TestContext,
  points: readonly Point[],
  work: (point: Point) => Promise<void>,
): Promise<void> {
  const waiting = points.values();
  const errors: Error[] = [];
  const worker = async (): Promise<void> => {
    for (const point of waiting) {
      try {
        await work(point);
      } catch (error) {
        errors.push(new Error(`at ${JSON.stringify(point)}: ${String(error)}`, { cause: error }));
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  context.diagnostic(`${points.length} points`);
  const [first] = errors;
  if (first)
    throw new AggregateError(errors, `${errors.length} of ${points.length} points: ${first.message}`);
}
