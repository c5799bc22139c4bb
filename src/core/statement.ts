// A statement: one SQL statement with its exact place in the file, as PostgreSQL's own grammar sees it.

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
}

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
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
  readonly directives: readonly Directive[];
  readonly problems: readonly Problem[];
  /** `1:` and the SHA-256 of the statements without comments and white space: equal for a cosmetic edit. */
  readonly essence: string;
}
