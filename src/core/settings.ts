// What a command was asked to work with, once files, environment and flags have been read into one value.

import type { BackupKind } from "./backup.ts";
import type { GatePolicies } from "./gate.ts";
import type { Placeholders } from "./placeholder.ts";
import type { Problem } from "./problem.ts";

/** The database to work on: one given by URL, or the embedded server. */
export type Target =
  | { readonly kind: "url"; readonly url: string; readonly environment?: Environment }
  | { readonly kind: "embedded"; readonly environment?: Environment };

/** Where the embedded server keeps its data, and whose binaries it runs. */
export interface Embedded {
  readonly dataDirectory: string;
  /** `embedded`, `system`, or a folder that holds the binaries. */
  readonly server: string;
}

export interface Environment {
  readonly name: string;
  readonly protected: boolean;
  /** Absent where the file does not speak of gates. */
  readonly gates?: GatePolicies;
}

/** The environment whose journal the staging gate reads. */
export interface Staging {
  readonly environment: string;
  /** Its address. Asked for when it is needed: its secret may not be at hand otherwise. Throws `bad-configuration`. */
  url(): Promise<string>;
}

/** What a snapshot of RDS is taken of. */
export interface RdsSource {
  readonly kind: "instance" | "cluster";
  readonly identifier: string;
}

/** Where backups are kept, and how they are taken. */
export interface BackupSettings {
  /** Absolute. */
  readonly directory: string;
  readonly kind: BackupKind;
  /** For the kind `command`: the program and its arguments. */
  readonly command?: readonly string[];
  /** For the kind `pgbackrest`. */
  readonly stanza?: string;
  /** For the kind `rds-snapshot`. */
  readonly rds?: RdsSource;
}

/** Where scratch databases are made, and what each gets first. */
export interface ScratchSettings {
  /** Absent: a server of the target's version is started. */
  readonly url?: string;
  /** Absolute path of a file with SQL. */
  readonly setup?: string;
}

export interface Folder {
  readonly directory: string;
  /** The directory as people are shown it. */
  readonly shownAs: string;
  readonly format?: string;
}

/** Limits and retries of a run. Times in milliseconds; 0 means no limit. */
export interface RunLimits {
  readonly lockTimeoutMs: number;
  /** For statements whose waiting blocks nobody, such as CREATE INDEX CONCURRENTLY. */
  readonly concurrentLockTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly lockTriesMax: number;
  /** How long to look for a moment in which nobody holds the tables that a step locks. */
  readonly lockWaitMs: number;
  /** How long to wait for another deployer. */
  readonly deployLockWaitMs: number;
}

export interface Settings {
  readonly project: string;
  readonly folder: Folder;
  readonly target: Target;
  readonly limits: RunLimits;
  readonly embedded: Embedded;
  readonly scratch: ScratchSettings;
  readonly backups: BackupSettings;
  readonly staging?: Staging;
  /** What is not right about the configuration, and does not stop anything. */
  readonly warnings: readonly Problem[];
  readonly allowOutOfOrder: boolean;
  /** Major version of PostgreSQL that the files are written for; absent for the newest. */
  readonly postgres?: number;
  /** Tables of the target with at most so many rows are small to lint; none are where absent. */
  readonly smallTableRows?: number;
  /** Absolute path of a folder with the team's own lint rules. */
  readonly lintRules?: string;
  /** Absolute path of a folder with the team's own rules about infrastructure. */
  readonly infraRules?: string;
  /** What `${name}` stands for in files that ask for it, by name. */
  readonly placeholders?: Placeholders;
  /** SET ROLE to this before each migration. */
  readonly role?: string;
  /** This tool's version, for the journal. */
  readonly tool: string;
}
