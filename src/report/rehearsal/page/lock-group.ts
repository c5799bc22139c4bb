// Locks of one statement that are the same but for the relation, told together.

import type { LockMode } from "../../../core/lock.ts";
import type { ObservedLock } from "../../../core/rehearsal.ts";
import { aboutOf } from "../blocks.ts";
import { element, type Content } from "./element.ts";

export interface LockGroup {
  readonly mode: LockMode;
  readonly existed: boolean;
  readonly fromMs: number;
  readonly toMs: number;
  readonly locks: readonly ObservedLock[];
}

/** In the order in which their first locks come. */
export function lockGroups(locks: readonly ObservedLock[]): readonly LockGroup[] {
  const groups = Map.groupBy(locks, ({ mode, existed, fromMs, toMs }) =>
    [mode, existed, fromMs, toMs].join(),
  );
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { mode, existed, fromMs, toMs } = first;
    return [{ mode, existed, fromMs, toMs, locks: same }];
  });
}

/** `public.items (foreign key), public.items_pkey (index)`; of more than `max` the rest as a count. */
export function relationNames({ locks }: LockGroup, max: number): readonly Content[] {
  const names = locks
    .slice(0, max)
    .map((lock, index) => [index > 0 && ", ", element("code", "", lock.relation), aboutWords(lock)]);
  return locks.length <= max ? names : [...names, ` and ${locks.length - max} more`];
}

function aboutWords(lock: ObservedLock): Content {
  const about = aboutOf(lock);
  return about !== "" && element("small", "", ` (${about})`);
}
