// PostgreSQL's table-level lock modes: their order, and which conflict.

import type { RelationName } from "./name.ts";

export type LockMode =
  | "ACCESS SHARE"
  | "ROW SHARE"
  | "ROW EXCLUSIVE"
  | "SHARE UPDATE EXCLUSIVE"
  | "SHARE"
  | "SHARE ROW EXCLUSIVE"
  | "EXCLUSIVE"
  | "ACCESS EXCLUSIVE";

/** From the weakest to the strongest, as PostgreSQL's documentation lists them ("Explicit Locking"). */
export const LOCK_MODES: readonly LockMode[] = [
  "ACCESS SHARE",
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE",
];

/** A lock that a statement is expected to take on a relation that may exist before it. */
export interface LockForecast {
  readonly relation: RelationName;
  readonly mode: LockMode;
  /** True where foreign keys may go: the tables at their other ends are then locked in the same mode. */
  readonly partners?: true;
}

const CONFLICTS: Readonly<Record<LockMode, readonly LockMode[]>> = {
  "ACCESS SHARE": ["ACCESS EXCLUSIVE"],
  "ROW SHARE": ["EXCLUSIVE", "ACCESS EXCLUSIVE"],
  "ROW EXCLUSIVE": ["SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"],
  "SHARE UPDATE EXCLUSIVE": LOCK_MODES.slice(3),
  SHARE: ["ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"],
  "SHARE ROW EXCLUSIVE": LOCK_MODES.slice(2),
  EXCLUSIVE: LOCK_MODES.slice(1),
  "ACCESS EXCLUSIVE": LOCK_MODES,
};

/** The modes that a held or wanted lock of this mode stands in the way of, and that stand in its way. */
export const conflictsWith = (mode: LockMode): readonly LockMode[] => CONFLICTS[mode];

/** True for a mode that makes writers, or readers and writers, wait: SHARE and everything stronger. */
export const blocksTraffic = (mode: LockMode): boolean => conflictsWith(mode).includes("ROW EXCLUSIVE");

/** The mode's name in pg_locks: `AccessExclusiveLock`. */
export const catalogName = (mode: LockMode): string =>
  `${mode
    .split(" ")
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join("")}Lock`;
