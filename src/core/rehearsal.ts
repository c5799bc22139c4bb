// A rehearsal: what the statements of a plan did on a scratch server, and whether their downs undo them.

import type { Difference } from "./catalog.ts";
import type { Failure } from "./failure.ts";
import type { Finding } from "./finding.ts";
import type { LockMode } from "./lock.ts";
import type { Checksum } from "./migration.ts";
import type { StepKind } from "./plan.ts";
import type { Problem } from "./problem.ts";
import type { RunLimits } from "./settings.ts";
import type { Version } from "./version.ts";

/** Why a statement locks a relation that it does not name itself. */
export type LockReason =
  | "foreign key"
  | "partition"
  | "default partition"
  | "parent"
  | "domain"
  | "trigger"
  | "view"
  | "index"
  | "other";

/**
 * A lock that a statement took, or strengthened. Each relation once for a statement, with the strongest mode. TOAST
 * tables are left out: nobody gets at them but through their tables.
 */
export interface ObservedLock {
  /** `public.orders`: always with its schema. */
  readonly relation: string;
  /** `table`, `index`, `sequence`, `view`, `materialized view`, `partitioned table`, `foreign table` … */
  readonly kind: string;
  readonly mode: LockMode;
  /** True where the relation was there before the migration began. */
  readonly existed: boolean;
  /** Absent where the statement names the relation, or made it. */
  readonly via?: LockReason;
  /** Milliseconds since the rehearsal began: from the start of the statement to the end of its step. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** The longest time for which a probe could not read, or not write, a table. */
export interface Stall {
  readonly relation: string;
  readonly readMs: number;
  readonly writeMs: number;
}

export interface ObservedScan {
  readonly relation: string;
  /** True where the relation was there before the migration began. */
  readonly existed: boolean;
  /** Rows read. */
  readonly rows: number;
}

export interface ObservedStatement {
  /** Number in its file, from 1. */
  readonly number: number;
  readonly line: number;
  /** PostgreSQL's command tag. */
  readonly kind: string;
  readonly text: string;
  /** Which step of the migration it belongs to, from 0. */
  readonly step: number;
  /** Milliseconds since the rehearsal began. */
  readonly startMs: number;
  readonly durationMs: number;
  /** Newly taken by this statement; on indexes too. The strongest first. */
  readonly locks: readonly ObservedLock[];
  /** Tables that it read from end to end. */
  readonly scanned: readonly ObservedScan[];
  /** Relations that existed before the migration and got a new file. */
  readonly rewritten: readonly string[];
  readonly walBytes: number;
  /** Phases that a progress view told, in order: `building index: scanning table`. */
  readonly phases: readonly string[];
  /** One for each table that probes were at; the statement's own time only. */
  readonly stalls: readonly Stall[];
}

export interface ObservedStep {
  readonly kind: StepKind;
  readonly startMs: number;
  readonly endMs: number;
}

/** Whether the down brings the schema back, and whether the up can be run again. */
export interface RoundTrip {
  /** `none`: there is no down file. `untried`: something before it failed. */
  readonly down: "ran" | "failed" | "none" | "irreversible" | "untried";
  /** Schema after the down equal to the one before the up. Absent where no down ran. */
  readonly restored?: boolean;
  /** The up after the down: `same` where it leads to the schema that it led to first. */
  readonly again?: "same" | "different" | "failed";
  /** The up a second time on top of itself: `same` where it runs and changes nothing. */
  readonly rerun: "same" | "changed" | "failed" | "untried";
  /** What the down left different: `before` is the schema before the up. */
  readonly differences: readonly Difference[];
  /** What went wrong in which part, in the order of the parts. */
  readonly failures: readonly { readonly part: "down" | "again" | "rerun"; readonly failure: Failure }[];
}

export interface RehearsedMigration {
  readonly version: Version;
  readonly name: string;
  readonly file: string;
  readonly checksum: Checksum;
  /** Checksum of the down's text; absent where there is none. */
  readonly downChecksum?: Checksum;
  readonly durationMs: number;
  readonly steps: readonly ObservedStep[];
  readonly statements: readonly ObservedStatement[];
  /** The longest waits of the probes over the whole migration. */
  readonly stalls: readonly Stall[];
  /** What the up changed in the schema. */
  readonly changes: readonly Difference[];
  readonly roundTrip: RoundTrip;
  /** Set where the up itself failed; the rehearsal ends there. */
  readonly failure?: Failure;
}

/** How long a lock would be held on the target, from its real sizes. */
export interface HoldEstimate {
  readonly version: Version;
  readonly line: number;
  readonly relation: string;
  readonly mode: LockMode;
  /** Rows and bytes of the relation on the target, as its statistics have them. */
  readonly rows: number;
  readonly bytes: number;
  readonly holdMs: number;
  /** One sentence: what the figure is made from. */
  readonly basis: string;
}

/** How the scratch database came to be like the target. */
export type ScratchSource = "replay" | "target" | "backup";

/** What a deploy asks for: everything that was rehearsed, bound to exactly what it was rehearsed with. */
export interface Rehearsal {
  readonly tool: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly server: {
    readonly version: number;
    readonly kind: "embedded" | "system" | "url";
    readonly source: ScratchSource;
  };
  readonly limits: RunLimits;
  readonly role?: string;
  /** Digest of the schema that it began with. */
  readonly startSchema: string;
  /** Rows that were made up for each table that the plan touches; 0 for none. */
  readonly fillRows: number;
  readonly migrations: readonly RehearsedMigration[];
  readonly estimates: readonly HoldEstimate[];
  readonly findings: readonly Finding[];
  /** SHA-256 over files, settings and the server's major version: equal means that these were rehearsed. */
  readonly binding: string;
}

export interface RehearseOutcome {
  readonly command: "rehearse";
  readonly problems: readonly Problem[];
  readonly failure?: Failure;
  /** The database as people are shown it, without password. */
  readonly target?: string;
  /** Absent where nothing could be rehearsed. */
  readonly rehearsal?: Rehearsal;
  /** Where the record and the page were written. */
  readonly files: readonly string[];
}
