// What a lock keeps others from: the one scale by which reports colour and sort locks.

import { blocksTraffic, conflictsWith, type LockMode } from "../../core/lock.ts";
import type { HoldEstimate, ObservedLock, RehearsedMigration } from "../../core/rehearsal.ts";
import { showTime } from "./figures.ts";

/** From the worst to none. `maintenance`: VACUUM, ANALYZE, index builds and other schema changes. */
export const BLOCKS = ["reads and writes", "writes", "maintenance", "nothing"] as const;

export type Blocks = (typeof BLOCKS)[number];

/** What sessions cannot do to a relation while somebody holds it in this mode. */
export function blocksOf(mode: LockMode): Blocks {
  if (conflictsWith(mode).includes("ACCESS SHARE")) return "reads and writes";
  if (blocksTraffic(mode)) return "writes";
  return mode === "SHARE UPDATE EXCLUSIVE" ? "maintenance" : "nothing";
}

/** Sorts what blocks more before what blocks less. */
export const byBlocks = (left: LockMode, right: LockMode): number =>
  BLOCKS.indexOf(blocksOf(left)) - BLOCKS.indexOf(blocksOf(right));

/** For how long a relation that others use was locked against them. */
export interface Hold {
  readonly relation: string;
  readonly mode: LockMode;
  readonly ms: number;
  /** What it comes to on the target; absent where nobody looked there. */
  readonly targetMs?: number;
}

/** True for a lock that makes readers or writers of something wait that they could know of. */
export const isFelt = ({ existed, mode }: ObservedLock): boolean => existed && blocksTraffic(mode);

/** The longest hold of each relation that others feel, the longest first. Indexes are held with their table. */
export function holdsOf(
  { version, statements }: Pick<RehearsedMigration, "version" | "statements">,
  estimates: readonly HoldEstimate[],
): readonly Hold[] {
  const felt = statements
    .flatMap(({ locks }) => locks)
    .filter((lock) => isFelt(lock) && !lock.kind.endsWith("index"));
  const holds = [...Map.groupBy(felt, ({ relation }) => relation)].map(([relation, locks]): Hold => {
    const guesses = estimates.filter((each) => each.version === version && each.relation === relation);
    return {
      relation,
      mode: locks.map(({ mode }) => mode).toSorted(byBlocks)[0] ?? "ACCESS EXCLUSIVE",
      ms: Math.max(...locks.map(({ fromMs, toMs }) => toMs - fromMs)),
      ...(guesses.length > 0 && { targetMs: Math.max(...guesses.map(({ holdMs }) => holdMs)) }),
    };
  });
  return holds.toSorted((a, b) => b.ms - a.ms || byBlocks(a.mode, b.mode));
}

/** `no reads or writes of public.orders for 1.2 s, about 4 min 10 s on the target`. */
export function heldWords(hold: Hold): string {
  const what = blocksOf(hold.mode) === "writes" ? "no writes to" : "no reads or writes of";
  const there = targetTime(hold);
  const onTarget = there === undefined ? "" : `, about ${there} on the target`;
  return `${what} ${hold.relation} for ${showTime(hold.ms)}${onTarget}`;
}

/** Less than twice the time says nothing: an estimate is not that exact. */
const TARGET_TOLD_TIMES_MIN = 2;

/** How long it would be held on the target, where that is clearly longer than here. */
export const targetTime = ({ ms, targetMs = 0 }: Hold): string | undefined =>
  targetMs >= ms * TARGET_TOLD_TIMES_MIN ? showTime(targetMs) : undefined;

/** What is to be said of a locked relation besides its name: nothing of a table that the statement names. */
export function aboutOf({ kind, via }: ObservedLock): string {
  const words = [
    ...(kind === "table" ? [] : [kind]),
    ...(via === undefined || via === kind || via === "other" ? [] : [`by ${via}`]),
  ];
  return words.join(", ");
}
