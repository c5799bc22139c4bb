// What whoever watches a run is told while it goes on.

import type { PlannedMigration, PlannedStatement } from "../core/plan.ts";

export interface Retry {
  readonly tryNumber: number;
  readonly triesMax: number;
  readonly delayMs: number;
  readonly reason: string;
}

/** Called as things happen; must not throw. */
export interface Watch {
  migrationStarted(migration: PlannedMigration): void;
  statementStarted(migration: PlannedMigration, statement: PlannedStatement): void;
  retrying(migration: PlannedMigration, retry: Retry): void;
  migrationFinished(migration: PlannedMigration, durationMs: number): void;
  notice(message: string): void;
}
