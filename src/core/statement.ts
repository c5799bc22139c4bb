// A statement: one SQL statement with its exact place in the file, as PostgreSQL's own grammar sees it.

import type { Change } from "./change.ts";
import type { Filled } from "./filled-text.ts";
import type { LockForecast } from "./lock.ts";
import type { RelationName } from "./name.ts";
import type { Problem } from "./problem.ts";

/** A half-open range of a text, in UTF-16 units (`start`, `end`) and in UTF-8 bytes. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly startByte: number;
  readonly endByte: number;
}

/**
 * Whether a statement may run in a transaction block.
 * `allowed`: yes. `forbidden`: PostgreSQL refuses it there. `separate`: PostgreSQL lets it run there, but what
 * follows in the file needs it committed first (an enum value that is used). `control`: it is itself
 * transaction control (BEGIN, COMMIT), which the runner takes over.
 */
export type TransactionRule = "allowed" | "forbidden" | "separate" | "control";

/** What a transaction-control statement does. */
export type TransactionControl = "begin" | "commit";

export interface Statement {
  /** PostgreSQL's own command tag where it has one: `CREATE INDEX CONCURRENTLY`, `ALTER TABLE`, `COPY FROM STDIN`. */
  readonly kind: string;
  /** The statement without its semicolon and without the comments before it. */
  readonly text: string;
  readonly span: Span;
  /** Place of the statement's first character, from 1. */
  readonly line: number;
  readonly column: number;
  readonly transaction: TransactionRule;
  /** Set when `transaction` is `control`. */
  readonly control?: TransactionControl;
  /** Set for COPY … FROM STDIN: the data lines as they stand in the file, without the closing `\.`. */
  readonly copyData?: string;
  /** True for SET and RESET without LOCAL: they outlast the transaction and are said again on a resume. */
  readonly setsSession: boolean;
  /** The locks that it is expected to take on relations that exist before it, at least. */
  readonly locks: readonly LockForecast[];
  /** Set for a statement that works concurrently and may leave something half-made behind. */
  readonly concurrent?: ConcurrentWork;
}

/** What is done by a statement, or by one inside the body of a DO block or function. */
export interface Doing {
  readonly kind: string;
  readonly locks: readonly LockForecast[];
  readonly changes: readonly Change[];
}

/** A statement with what it does to the schema and the data. */
export interface DescribedStatement extends Statement, Doing {}

/** What a concurrent statement makes or takes away: what a later run looks for in the catalogs. */
export type ConcurrentWork =
  | {
      readonly kind: "create-index";
      readonly table: RelationName;
      /** Absent where PostgreSQL is left to find a name. Lives in the table's schema. */
      readonly index?: string;
      readonly unique: boolean;
      /** The statement's text after the table's name: `USING btree (a) WHERE b`. */
      readonly definition: string;
      readonly ifNotExists: boolean;
    }
  | { readonly kind: "drop-index"; readonly indexes: readonly RelationName[] }
  | {
      readonly kind: "reindex";
      readonly object: "index" | "table" | "schema" | "database" | "system";
      /** Absent for `database` and `system` without a name. */
      readonly name?: RelationName;
    }
  | { readonly kind: "detach"; readonly parent: RelationName; readonly partition: RelationName };

/** A comment, kept with its place. `text` is what stands between the marks. */
export interface Comment {
  readonly text: string;
  readonly span: Span;
  readonly line: number;
}

/** A `-- lockkeeper: key=value` line. */
export interface Directive {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** A parsed file. Statements and problems together: parsing never throws. */
export interface Script {
  readonly file: string;
  readonly source: string;
  /** Set where placeholders have been replaced in the source. */
  readonly filled?: Filled;
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
  readonly directives: readonly Directive[];
  readonly problems: readonly Problem[];
  /** `1:` and the SHA-256 of the statements without comments and white space: equal for a cosmetic edit. */
  readonly essence: string;
}

/** A script whose statements say what they do. */
export interface DescribedScript extends Script {
  readonly statements: readonly DescribedStatement[];
}
