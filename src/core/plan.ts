// A plan: the steps that would run on one target, in order.

import type { AppliedMigration, Direction } from "./history.ts";
import type { Filled } from "./filled-text.ts";
import type { LockForecast } from "./lock.ts";
import type { Checksum, Migration } from "./migration.ts";
import type { Problem } from "./problem.ts";
import type { ConcurrentWork } from "./statement.ts";
import type { Version } from "./version.ts";

/** The limits that a step runs under, in milliseconds; 0 means none. */
export interface Limits {
  readonly lockTimeoutMs: number;
  readonly statementTimeoutMs: number;
}

export interface PlannedStatement {
  /** Number in its file, from 1. */
  readonly number: number;
  readonly kind: string;
  readonly text: string;
  readonly line: number;
  /** UTF-16 index of the statement's first character in the file. */
  readonly start: number;
  readonly copyData?: string;
  readonly locks: readonly LockForecast[];
  readonly concurrent?: ConcurrentWork;
  /** Where the statement stands, if not in the file of its migration. */
  readonly from?: { readonly path: string; readonly source: string; readonly filled?: Filled };
}

/**
 * What commits together. `transaction`: statements that share one. `autocommit`: one statement that cannot be
 * in one. `copy`: nothing but COPY … FROM STDIN blocks, in one transaction.
 */
export type StepKind = "transaction" | "autocommit" | "copy";

export interface Step {
  readonly kind: StepKind;
  /** Empty only where the whole migration has no statement. */
  readonly statements: readonly PlannedStatement[];
  readonly limits: Limits;
  /** BEGIN as the file wrote it, where it carries options. */
  readonly opening?: string;
  /** How many statements of the file are done once this step has committed, transaction control included. */
  readonly statementsDone: number;
  /** Hash of those statements, for the journal. */
  readonly prefix: string;
}

/** A repeatable that is applied, and why. */
export interface PlannedRepeatable {
  readonly version: Version;
  readonly name: string;
  readonly file: string;
  readonly source: string;
  readonly filled?: Filled;
  readonly checksum: Checksum;
  readonly essence: string;
  readonly reason: RepeatReason;
}

/** Why a repeatable is applied. `remade`: something that it depends on has to be taken away and made anew. */
export type RepeatReason = "new" | "changed" | "gone" | "remade";

export interface PlannedMigration {
  readonly version: Version;
  readonly name: string;
  readonly direction: Direction;
  /** The file that runs, or `journal:VERSION` for a down that only the journal still has. */
  readonly file: string;
  readonly source: string;
  /** Set where placeholders have been replaced in the source. */
  readonly filled?: Filled;
  readonly checksum: Checksum;
  readonly essence: string;
  readonly statements: number;
  /** Statements of the file that an earlier run has done: 0 for a fresh start. */
  readonly resumedAfter: number;
  /** The statement that an earlier run began and did not record as finished, from 1. */
  readonly begunStatement?: number;
  /** SET statements of the part already done, said again so that a resume runs as the first run would have. */
  readonly preamble: readonly PlannedStatement[];
  readonly steps: readonly Step[];
  /**
   * True where it is one transaction of statements that leave the session as it was: such migrations travel
   * together to the server, each still in its own transaction.
   */
  readonly travels: boolean;
  /** True where the file sets something that outlasts its transactions. */
  readonly setsSession: boolean;
  /** Statements of the verify script, run before the last transaction commits. */
  readonly checks: readonly PlannedStatement[];
  readonly checksFile?: { readonly path: string; readonly source: string; readonly filled?: Filled };
  /** For an up: what will undo it, kept with the journal row. */
  readonly downSql?: string;
  /** For repeatables: those that share its one transaction, in order. Each has a journal row of its own. */
  readonly repeats?: readonly PlannedRepeatable[];
}

export interface Plan {
  readonly direction: Direction;
  readonly migrations: readonly PlannedMigration[];
  /** The journal position that the plan was made for; absent for the continuation of another plan. */
  readonly position?: number;
  /** Everything that the run sets out to do, in order, with what `rest` still has to plan. */
  readonly all: readonly { readonly version: Version; readonly name: string }[];
  /** Plans what comes after these migrations, while they run. Throws Failure where it must refuse. */
  readonly rest?: () => Promise<Plan>;
  /** Plans what can only be planned once all of these have been applied, by the database as it then is. */
  readonly after?: () => Promise<Plan>;
}

/** An applied migration whose file is no longer what ran. */
export interface EditedMigration {
  readonly migration: Migration;
  readonly applied: AppliedMigration;
}

/** Files and journal side by side. */
export interface Standing {
  readonly applied: readonly AppliedMigration[];
  /** In the order of their versions. */
  readonly pending: readonly Migration[];
  /** Pending ones whose version is before one that is applied. */
  readonly outOfOrder: readonly Migration[];
  readonly edited: readonly EditedMigration[];
  /** Applied with other values of its placeholders than there are now. */
  readonly revalued: readonly Migration[];
  /** Applied, but no file is there any more. */
  readonly missing: readonly AppliedMigration[];
  readonly problems: readonly Problem[];
}
