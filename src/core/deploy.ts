// A deploy: gates, backup, migrations, verify scripts and health in one go, with what is kept of it.

import type { AppliedMigration } from "./history.ts";
import type { Checksum } from "./migration.ts";
import type { Version } from "./version.ts";

/** The stages, in their order. */
export const STAGES = ["gates", "backup", "migrate", "verify", "health", "record"] as const;
export type StageName = (typeof STAGES)[number];

/** How far a stage came. `left`: it is not reached. `needless`: there was nothing for it to do. */
export interface Stage {
  readonly stage: StageName;
  readonly state: "done" | "failed" | "left" | "needless";
  /** One sentence; empty where the stage was not reached. */
  readonly says: string;
}

/** What an environment has applied, and when that was looked up by its own clock. */
export interface AppliedRecord {
  readonly environment: string;
  readonly database: string;
  readonly system?: string;
  /** ISO 8601 in UTC. */
  readonly takenAt: string;
  readonly applied: readonly Pick<AppliedMigration, "version" | "name" | "by" | "checksum" | "appliedAt">[];
}

/** What would run: bound to its bytes. */
export interface DeployMigration {
  readonly version: Version;
  readonly name: string;
  readonly file: string;
  readonly checksum: Checksum;
  readonly downChecksum?: Checksum;
  /** True where it says itself that there is no way back. */
  readonly irreversible: boolean;
}

/** What happened in a deploy, as its log keeps it. `approved` stands before any deploy. */
export type DeployEvent =
  | "approved"
  | "begun"
  | "waived"
  | "backed-up"
  | "migrated"
  | "verified"
  | "finished"
  | "stopped";

/** A row of the log. */
export interface DeployEntry {
  readonly deploy: string;
  readonly environment: string;
  readonly event: DeployEvent;
  /** Hash of the plan. */
  readonly plan: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  /** Server clock, ISO 8601. */
  readonly recordedAt: string;
  /** Who was connected: the server says so itself. */
  readonly sessionRole: string;
}

/** A deploy that did not come to its end: stopped, or its process is gone. */
export interface UnfinishedDeploy {
  readonly deploy: string;
  readonly plan: string;
  readonly beganAt: string;
  /** The last thing that it did. */
  readonly last: DeployEvent;
  readonly lastAt: string;
  readonly backup?: string;
}

/** How much of a hash people are shown, and may type. */
export const SHORT_HASH = 12;
