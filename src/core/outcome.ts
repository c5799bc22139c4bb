// Outcomes: what each journey comes to. Reports are made from these and from nothing else.

import type { Backup } from "./backup.ts";
import type { Difference } from "./catalog.ts";
import type { DeployMigration, Stage, UnfinishedDeploy } from "./deploy.ts";
import type { Failure } from "./failure.ts";
import type { Finding } from "./finding.ts";
import type { GateAnswer } from "./gate.ts";
import type { AppliedBy, Direction, UnfinishedMigration } from "./history.ts";
import type { HealthReport } from "./health.ts";
import type { Plan } from "./plan.ts";
import type { Problem } from "./problem.ts";
import type { RepeatableStanding } from "./repeatable.ts";
import type { RehearseOutcome, Rehearsal } from "./rehearsal.ts";
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
  /** By name, those whose file is gone last. */
  readonly repeatables: readonly RepeatableStanding[];
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
  /** How many repeatables were looked at; absent for none. */
  readonly repeatables?: number;
  /** In the order of the migrations, and from top to bottom. */
  readonly findings: readonly Finding[];
  /** How many migrations were looked at. */
  readonly migrations: number;
  /** What a rehearsal speaks against, with what it saw; absent without a record of these files. */
  readonly dismissed?: readonly { readonly finding: Finding; readonly reason: string }[];
  /** What came of the fixes; absent where they were not asked for. */
  readonly fixes?: Fixes;
}

/** What is planned for the infrastructure: how many resources meet which fate. */
export interface PlannedChanges {
  /** SHA-256 in hex, which a waiver names. */
  readonly hash: string;
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly destroy: number;
}

/** One of the things that `check` looks at. */
export interface CheckedPart {
  readonly name: "migrations" | "infrastructure" | "pipelines" | "scripts" | "secrets" | "commits";
  /** How many migrations, files or commits. */
  readonly count: number;
  /** Why it was not looked at. */
  readonly skipped?: string;
}

/** `check`, `ci check`, `infra check` and `infra judge`. */
export interface CheckOutcome extends Base {
  readonly command: "check";
  readonly about: "all" | "ci" | "infra" | "plan";
  /** File by file, and from top to bottom. */
  readonly findings: readonly Finding[];
  /** How many files were looked at. */
  readonly files: number;
  /** Of `check` and `ci check`, in the order in which they were looked at. */
  readonly parts?: readonly CheckedPart[];
  /** Of a plan that could be read. */
  readonly planned?: PlannedChanges;
}

/** The fixes of a run, in the order in which they were tried. */
export interface Fixes {
  readonly proven: readonly TriedFix[];
  /** With the reason why each is only advice. */
  readonly unproven: readonly (TriedFix & { readonly reason: string })[];
  /** The files that the proven ones change. */
  readonly files: readonly FixedFile[];
}

export interface TriedFix {
  readonly rule: string;
  readonly file: string;
  /** In the text that the fixes before it have made. */
  readonly line: number;
  readonly title: string;
}

export interface FixedFile {
  readonly file: string;
  /** A unified diff, as `git apply` and `patch` take it, without a line end after it. */
  readonly diff: string;
  readonly written: boolean;
}

export interface DriftOutcome extends Base {
  readonly command: "drift";
  /** How many migrations were replayed. */
  readonly applied: number;
  /** `before` is what the migrations make, `after` what the target has. */
  readonly differences: readonly Difference[];
}

/** `backup create`, `list`, `verify`, `restore` and `prune`. */
export interface BackupOutcome extends Base {
  readonly command: "backup";
  readonly done: "created" | "listed" | "verified" | "restored" | "pruned";
  /** Where backups are kept. */
  readonly directory: string;
  /** Those that it was done to, the oldest first. */
  readonly backups: readonly Backup[];
  /** For `restored`: what the database that was there is called now, and how long it took to be back. */
  readonly aside?: string;
  readonly restoreMs?: number;
}

export interface DoctorOutcome extends Base {
  readonly command: "doctor";
  readonly checks: readonly HealthReport[];
}

/** `deploy`: gates, backup, migrations, verify scripts and health in one go. */
export interface DeployOutcome extends Base {
  readonly command: "deploy";
  readonly environment: string;
  /** True where nothing was to be done but telling. */
  readonly dryRun: boolean;
  /** Hash of what would run, and on what; absent until it is known. */
  readonly plan?: string;
  readonly migrations: readonly DeployMigration[];
  readonly gates: readonly GateAnswer[];
  readonly stages: readonly Stage[];
  readonly applied: readonly DoneMigration[];
  /** Everything that is pending, with what was not asked for. */
  readonly pending: readonly PendingMigration[];
  readonly backup?: Backup;
  readonly checks: readonly HealthReport[];
  /** The deploy before this one, where it did not come to its end. */
  readonly unfinished?: UnfinishedDeploy;
  /** What the rehearsal gate read, to go on from in the report. */
  readonly rehearsal?: Rehearsal;
  /** How to go on, or back, from where it stopped. */
  readonly ways: readonly string[];
  /** Reports that were written. */
  readonly files: readonly string[];
}

/** `adopt`: another tool's files and history become ours. */
export interface AdoptOutcome extends Base {
  readonly command: "adopt";
  /** True where nothing is to be written. */
  readonly dryRun: boolean;
  /** The tool, as its makers write it; absent where none was named. */
  readonly tool?: string;
  /** Where none was named: what looks like which tool's, and the folder of its files. */
  readonly found: readonly { readonly tool: string; readonly why: string; readonly directory?: string }[];
  /** In the order in which the tool applied them; `id` is what its table calls them. */
  readonly adopted: readonly (PendingMigration & { readonly id: string; readonly appliedAt?: string })[];
  readonly pending: readonly PendingMigration[];
  /** The files that conversion writes. */
  readonly files: readonly string[];
  /** `before` is what the files make, `after` what the database has. */
  readonly differences: readonly Difference[];
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
  | DriftOutcome
  | BackupOutcome
  | DoctorOutcome
  | DeployOutcome
  | LintOutcome
  | CheckOutcome
  | AdoptOutcome
  | NoteOutcome;
