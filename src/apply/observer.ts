// Who looks on from within a run: around each try of a step and each statement, on the session that runs them.

import type { PlannedMigration, PlannedStatement, Step } from "../core/plan.ts";
import type { Session } from "../database/database.ts";

export interface StepScene {
  readonly session: Session;
  readonly migration: PlannedMigration;
  readonly step: Step;
}

export interface StatementScene extends StepScene {
  readonly statement: PlannedStatement;
}

/** Each method must run what it is given, once. What it throws itself fails the step. */
export interface Observer {
  /** One try of a step, from its BEGIN to its COMMIT or ROLLBACK. */
  step(scene: StepScene, run: () => Promise<void>): Promise<void>;
  /** One statement, inside the step's transaction where it has one. */
  statement(scene: StatementScene, run: () => Promise<void>): Promise<void>;
}
