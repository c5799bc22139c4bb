// A finding: one thing that is wrong or risky, where it is, and what to do instead.

import type { LockMode } from "./lock.ts";
import type { Version } from "./version.ts";

/** `hazard`: stalls, loses or breaks something, and gates. `advice`: never gates unless asked to. */
export type FindingClass = "hazard" | "advice";

/** One replacement of a piece of a file. `start` and `end` are UTF-16 indexes into its text. */
export interface Edit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What would put a finding right, as data. Nothing here has been written. */
export interface Fix {
  /** `Build the index concurrently, in a file of its own.` */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** Files that the fix adds beside the edited one. */
  readonly newFiles: readonly { readonly file: string; readonly text: string }[];
}

/** What a finding says that PostgreSQL will do to a table, so that a rehearsal can confirm or dismiss it. */
export interface Claim {
  /** `public.orders`. */
  readonly relation: string;
  readonly mode: LockMode;
  /** What is done while the lock is held, to this table or another one of the statement; absent for an instant. */
  readonly work?: "scan" | "build" | "rewrite" | "write";
}

export interface Finding {
  /** Name of the rule, in kebab-case: documented under that name, and used to allow it. */
  readonly rule: string;
  readonly class: FindingClass;
  readonly severity: "error" | "warning" | "note";
  readonly file?: string;
  /** Line and column count from 1; columns count UTF-16 units. */
  readonly line?: number;
  readonly column?: number;
  readonly version?: Version;
  /** What happens: which lock, on what, for how long, or what is lost. */
  readonly message: string;
  /** What to do instead. */
  readonly instead: string;
  /** The source line with a caret below the place, ready to print. */
  readonly excerpt?: string;
  readonly claim?: Claim;
  readonly fix?: Fix;
}
