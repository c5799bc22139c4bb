// What whoever watches a run is told while it goes on.

import type { Blocker } from "../core/blocker.ts";
import type { PlannedMigration, PlannedStatement } from "../core/plan.ts";

export interface Retry {
  readonly tryNumber: number;
  readonly triesMax: number;
  readonly delayMs: number;
  readonly reason: string;
  /** Who held the tables when the try was lost, as far as could be seen. */
  readonly blockers: readonly Blocker[];
}

/** How far a concurrent build has come, as PostgreSQL's progress view tells. */
export interface BuildProgress {
  readonly phase: string;
  /** 0 to 100; absent in phases that are not counted. */
  readonly percent?: number;
}

/** Called as things happen; must not throw. */
export interface Watch {
  migrationStarted(migration: PlannedMigration): void;
  statementStarted(migration: PlannedMigration, statement: PlannedStatement): void;
  /** Called when somebody stands in the way, and again when it is somebody else. */
  blocked(migration: PlannedMigration, blockers: readonly Blocker[]): void;
  retrying(migration: PlannedMigration, retry: Retry): void;
  building(migration: PlannedMigration, progress: BuildProgress): void;
  migrationFinished(migration: PlannedMigration, durationMs: number): void;
  notice(message: string): void;
}
