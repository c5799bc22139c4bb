// What a database has had done to it, as its journal tells.

import type { Checksum } from "./migration.ts";
import type { Version } from "./version.ts";

export type Direction = "up" | "down";

/** How a migration came to count as applied. */
export type AppliedBy = "applied" | "baselined" | "adopted" | "marked-applied";

export interface AppliedMigration {
  readonly version: Version;
  readonly name: string;
  /** Place in the journal: later entries have larger numbers, so this orders by when, not by version. */
  readonly entry: number;
  readonly by: AppliedBy;
  readonly checksum: Checksum;
  /** Absent where the file was never parsed, as for a baseline. */
  readonly essence?: string;
  /** Server clock, ISO 8601. */
  readonly appliedAt: string;
  /** Hash of the values of its placeholders that are no secrets; absent where it has none. */
  readonly valuesHash?: string;
  /** How long it took; absent where it was not run. */
  readonly durationMs?: number;
}

/** A migration that began and neither finished nor rolled back whole. */
export interface UnfinishedMigration {
  readonly version: Version;
  readonly name: string;
  readonly direction: Direction;
  /** How many statements of the file are done and committed. */
  readonly statementsDone: number;
  readonly statements: number;
  /** Hash of the statements that are done: a resume must find them unchanged. Absent when none is. */
  readonly prefix?: string;
  /** The statement that was begun and not recorded as finished, from 1. */
  readonly statementBegun?: number;
}

/** A repeatable as it ran last. */
export interface RepeatedFile {
  readonly name: string;
  readonly checksum: Checksum;
  /** Server clock, ISO 8601. */
  readonly repeatedAt: string;
  readonly durationMs: number;
}

export interface History {
  /** False where the database has no journal yet. */
  readonly exists: boolean;
  /** In the order in which they were applied. Read when it is first asked for. */
  readonly applied: readonly AppliedMigration[];
  /** The same in brief, see `marksOf`: enough to see that nothing differs. */
  readonly marks: string;
  readonly unfinished: readonly UnfinishedMigration[];
  /** By name: every repeatable that ever ran, also where its file has gone. */
  readonly repeated: readonly RepeatedFile[];
  /** Number of the journal's last entry, 0 for none: a plan is made for one position and refused at another. */
  readonly position: number;
}

export const EMPTY_HISTORY: History = {
  exists: false,
  applied: [],
  marks: "",
  unfinished: [],
  repeated: [],
  position: 0,
};

/** Versions and checksums, a line for each, in the order of their characters: equal text means equal migrations. */
export const marksOf = (
  migrations: readonly { readonly version: Version; readonly checksum: Checksum }[],
): string =>
  migrations
    .map(({ version, checksum }) => `${version} ${checksum}`)
    .toSorted()
    .join("\n");
