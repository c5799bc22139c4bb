// A migration as read from a folder: one schema change with its optional rollback and verification.

import type { Filled } from "./filled-text.ts";
import type { Problem } from "./problem.ts";
import type { Version } from "./version.ts";

/** The text of one file. `path` is what people see; `text` is UTF-8 without BOM, line ends as they were. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Set where placeholders have been replaced in the text. */
  readonly filled?: Filled;
}

/** One schema change: `YYYYMMDD_HHMMSS_name.sql`, its optional `_down.sql`, its optional `_verify.sql`. */
export interface Migration {
  readonly version: Version;
  readonly name: string;
  readonly up: SourceFile;
  readonly down?: SourceFile;
  readonly verify?: SourceFile;
  /** True where the file format itself says that the migration must not run in a transaction. */
  readonly outsideTransaction: boolean;
  readonly checksum: Checksum;
}

/** A file below `repeatable/`, which is applied whenever its content has changed: views, functions, grants. */
export interface Repeatable {
  /** The path below `repeatable/` without `.sql`: `views/orders`. */
  readonly name: string;
  readonly file: SourceFile;
  readonly checksum: Checksum;
}

declare const checksumBrand: unique symbol;

/** `1:` and the SHA-256, in hex, of the file as UTF-8 without BOM and with CRLF read as LF. */
export type Checksum = string & { readonly [checksumBrand]: true };

/** Brands text as a checksum: for the algorithm itself and for what a journal holds. */
export const asChecksum = (text: string): Checksum => text as Checksum;

/** What a folder holds: its migrations in the order of their versions, its repeatables, and all that is wrong with it. */
export interface MigrationFolder {
  readonly directory: string;
  readonly format: string;
  readonly migrations: readonly Migration[];
  /** By name. */
  readonly repeatables: readonly Repeatable[];
  readonly problems: readonly Problem[];
}
