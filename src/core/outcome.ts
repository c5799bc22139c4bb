// Outcomes: what each journey comes to. Reports are made from these and from nothing else.

import type { Failure } from "./failure.ts";
import type { Finding } from "./finding.ts";
import type { AppliedBy, Direction, UnfinishedMigration } from "./history.ts";
import type { Plan } from "./plan.ts";
import type { Problem } from "./problem.ts";
import type { RehearseOutcome } from "./rehearsal.ts";
import type { Version } from "./version.ts";

/** The one word that sums a command up. */
export type OutcomeWord = "applied" | "idle" | "partial" | "refused" | "failed" | "ok";

export interface DoneMigration {
  readonly version: Version;
  readonly name: string;
  readonly durationMs: number;
}

export interface PendingMigration {
  readonly version: Version;
  readonly name: string;
}

export interface ListedMigration extends PendingMigration {
  readonly by: AppliedBy;
  readonly appliedAt: string;
}

interface Base {
  readonly problems: readonly Problem[];
  readonly failure?: Failure;
  /** The database as people are shown it, without password. */
  readonly target?: string;
}

/** `up` and `down`. */
export interface MigrateOutcome extends Base {
  readonly command: "migrate";
  readonly direction: Direction;
  readonly applied: readonly DoneMigration[];
  readonly pending: readonly PendingMigration[];
}

export interface StatusOutcome extends Base {
  readonly command: "status";
  readonly applied: readonly ListedMigration[];
  readonly pending: readonly PendingMigration[];
  readonly unfinished: readonly UnfinishedMigration[];
}

export interface PlanOutcome extends Base {
  readonly command: "plan";
  readonly plan?: Plan;
}

export interface VerifyOutcome extends Base {
  readonly command: "verify";
  readonly checks: readonly {
    readonly version: Version;
    readonly name: string;
    /** `absent`: the migration has no verify script. */
    readonly result: "passed" | "failed" | "absent";
    readonly failure?: Failure;
  }[];
}

export interface LintOutcome extends Base {
  readonly command: "lint";
  /** In the order of the migrations, and from top to bottom. */
  readonly findings: readonly Finding[];
  /** How many migrations were looked at. */
  readonly migrations: number;
}

/** Commands that change records or files and have little to tell: sentences and machine-readable facts. */
export interface NoteOutcome extends Base {
  readonly command: "note";
  readonly word: "applied" | "idle" | "ok";
  readonly lines: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
}

export type Outcome =
  | MigrateOutcome
  | StatusOutcome
  | PlanOutcome
  | VerifyOutcome
  | RehearseOutcome
  | LintOutcome
  | NoteOutcome;
