// What every mender is given, and what it answers.

import type { Clock } from "../../core/world.ts";
import type { PlannedMigration, PlannedStatement } from "../../core/plan.ts";

export interface Mending {
  readonly migration: PlannedMigration;
  readonly statement: PlannedStatement;
  /** True where the journal says that an earlier run began this statement and not that it finished. */
  readonly begunBefore: boolean;
  /** Tells whoever watches what was found and done. */
  readonly say: (message: string) => void;
  readonly clock: Clock;
  /** How long to wait for somebody who is in the way. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** `run`: the statement is to be run now. `done`: an earlier run finished it, or this has just done so. */
export type Mended = "run" | "done";
