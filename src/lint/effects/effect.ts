// The nouns for what a statement does to tables that are there: the locks that it takes, and the work under them.
// The facts come from watching PostgreSQL 15 and 18: test/locks/observed.md.

import type { LockMode } from "../../core/lock.ts";
import type { LockReason } from "../../core/rehearsal.ts";
import type { Schema, Table } from "../../core/schema.ts";

/** A lock on a table or view, once for each with the strongest mode. */
export interface TableLock {
  readonly table: Table;
  readonly mode: LockMode;
  /** Absent where the statement names the table. */
  readonly via?: LockReason;
}

/**
 * `scan`: every row is read. `build`: every row is read and an index is written. `rewrite`: the table is written anew
 * with its indexes. `write`: rows are added, changed or deleted.
 */
export type WorkKind = "scan" | "build" | "rewrite" | "write";

/** Why there is work to do. */
export type WorkReason =
  | "volatile-default"
  | "serial"
  | "identity"
  | "generated"
  | "domain"
  | "check"
  | "foreign-key"
  | "not-null"
  | "unique"
  | "exclude"
  | "index"
  | "type"
  | "storage"
  | "partition"
  | "refresh"
  | "rows";

export interface Work {
  readonly kind: WorkKind;
  readonly table: Table;
  readonly because: WorkReason;
  /** False where it depends on what is not known: the type of a column, say. */
  readonly certain: boolean;
}

/** What is known while a statement is looked at. */
export interface Known {
  readonly schema: Schema;
  /** The server's major version. */
  readonly server: number;
  /** Settings of the session that change what happens, by their names in lower case. */
  readonly settings: ReadonlyMap<string, string>;
}

/** Work of which nothing is in doubt. */
export const workOn = (table: Table, kind: WorkKind, because: WorkReason): Work => ({
  kind,
  table,
  because,
  certain: true,
});
