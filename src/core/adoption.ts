// What another tool's project and its table say, in words that do not depend on the tool.

import type { SourceFile } from "./migration.ts";
import type { Problem } from "./problem.ts";

/** What a migration was to the tool that it comes from. */
export interface Origin {
  /** What the tool's own table calls it. */
  readonly id: string;
  /** The file that it stands in, with a line where there are several in one. */
  readonly source: string;
  /** Each checksum under which the tool takes it as unchanged; none where the tool keeps none. */
  readonly checksums: readonly string[];
  /** Those that the tool runs before it, where its table tells only how far each branch came. */
  readonly after?: readonly string[];
}

/** A migration of another tool, as its files have it. */
export interface ForeignMigration {
  readonly origin: Origin;
  /** A few words, for people and for the name of a file. */
  readonly title: string;
  /** Its date and time as fourteen digits in UTC, where the tool tells. */
  readonly stamp?: string;
  readonly kind: "versioned" | "repeatable";
  readonly up: SourceFile;
  readonly down?: SourceFile;
  readonly verify?: SourceFile;
  readonly outsideTransaction: boolean;
  /** What somebody who reads the converted file has to know. */
  readonly notes: readonly string[];
}

/** One that the tool does not run on this database. */
export interface LeftOut {
  /** As in `Origin`. */
  readonly id: string;
  readonly source: string;
  /** A sentence's part: `its context is test`. */
  readonly why: string;
  /** What to do where the tool's table has it all the same. */
  readonly remedy: string;
}

/** A table, as it is named in a database. */
export interface TableName {
  /** Absent: the first one of that name on the search path. */
  readonly schema?: string;
  readonly table: string;
}

/** Where the project's own settings say that the tool keeps its tables, as far as they say it. */
export interface NamedTables {
  readonly history?: TableName;
  /** The one that its lock stands in. */
  readonly lock?: TableName;
}

/** The files of another tool, in the order in which it runs them. */
export interface ForeignProject {
  readonly migrations: readonly ForeignMigration[];
  readonly problems: readonly Problem[];
  readonly leftOut?: readonly LeftOut[];
  readonly tables?: NamedTables;
}

/** One thing that the tool's table says of one migration. */
export interface HistoryRow {
  readonly id: string;
  readonly state: "applied" | "failed" | "unfinished";
  /** As the tool writes it; absent where it keeps none. */
  readonly checksum?: string;
  /** ISO 8601. */
  readonly appliedAt?: string;
  readonly durationMs?: number;
  readonly by?: string;
}

/** What the tool's table says as a whole, in the order in which things were applied. */
export interface ForeignHistory {
  readonly rows: readonly HistoryRow[];
  readonly problems: readonly Problem[];
}

/** What both say together. */
export interface Matched<Migration extends { readonly origin: Origin }> {
  /** In the order in which they were applied. */
  readonly applied: readonly { readonly migration: Migration; readonly row: HistoryRow }[];
  readonly pending: readonly Migration[];
  readonly problems: readonly Problem[];
}
