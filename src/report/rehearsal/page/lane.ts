// Lanes of a timeline: the locks of one relation, laid so that no two cover each other.

import type { ObservedLock, RehearsedMigration } from "../../../core/rehearsal.ts";
import { byBlocks } from "../blocks.ts";

/** One bar: a lock, and its row in the lane, from 0. */
export interface Bar {
  readonly lock: ObservedLock;
  readonly row: number;
}

export interface Lane {
  readonly relation: string;
  readonly existed: boolean;
  readonly rows: number;
  readonly bars: readonly Bar[];
}

/** A lane for each relation: those that were there before first, and of these the most blocking first. */
export function lanesOf({ statements }: Pick<RehearsedMigration, "statements">): readonly Lane[] {
  const locks = statements.flatMap((statement) => statement.locks);
  const groups = Map.groupBy(locks, ({ existed, relation }) => `${existed} ${relation}`);
  return [...groups.values()].map(laneOf).toSorted(byWeight);
}

function laneOf(locks: readonly ObservedLock[]): Lane {
  const ends: number[] = [];
  const bars = locks
    .toSorted((a, b) => a.fromMs - b.fromMs)
    .map((lock): Bar => {
      const free = ends.findIndex((end) => end <= lock.fromMs);
      const row = free === -1 ? ends.length : free;
      ends[row] = lock.toMs;
      return { lock, row };
    });
  const { relation = "", existed = false } = locks[0] ?? {};
  return { relation, existed, rows: ends.length, bars };
}

const byWeight = (left: Lane, right: Lane): number =>
  Number(right.existed) - Number(left.existed) || byBlocks(worstOf(left), worstOf(right));

const worstOf = ({ bars }: Lane): ObservedLock["mode"] =>
  bars.map(({ lock }) => lock.mode).toSorted(byBlocks)[0] ?? "ACCESS SHARE";
