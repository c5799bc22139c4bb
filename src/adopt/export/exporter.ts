// The contract of the way back: what another tool's files look like, and what its table must say.

import type { AppliedMigration, RepeatedFile } from "../../core/history.ts";
import type { SourceFile } from "../../core/migration.ts";
import type { Problem } from "../../core/problem.ts";
import type { Script } from "../../core/statement.ts";

/** A migration of ours on its way to another tool. */
export interface Exportable {
  /** Digits alone: its version to the other tool. In the order of the migrations, and each but once. */
  readonly number: string;
  readonly name: string;
  readonly script: Script;
  readonly down?: Script;
  /** True where it does not run in one transaction as a whole. */
  readonly alone: boolean;
  readonly applied?: AppliedMigration;
}

export interface ExportableRepeatable {
  readonly name: string;
  readonly file: SourceFile;
  readonly repeated?: RepeatedFile;
}

export interface Exporting {
  /** In the order of their numbers. */
  readonly migrations: readonly Exportable[];
  readonly repeatables: readonly ExportableRepeatable[];
}

export interface Exporter {
  /** As it is typed: `flyway`. */
  readonly name: string;
  /** As its makers write it: `Flyway`. */
  readonly title: string;
  /** The files that are written, in one line, for lists that people choose from. */
  readonly about: string;
  /** What the tool cannot do with these. Errors forbid exporting. */
  problems(exporting: Exporting): readonly Problem[];
  /** The files; paths are relative to their folder. */
  files(exporting: Exporting): readonly SourceFile[];
  /** The tool's table, and the statements that make it and fill it. */
  history(exporting: Exporting): TableSql;
}

export interface TableSql {
  /** Quoted where it must be. */
  readonly table: string;
  readonly create: string;
  /** The rows of what is applied, as `insert` statements. */
  readonly rows: readonly string[];
}
