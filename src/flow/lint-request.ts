// What `lint` is asked to do.

import type { UnsavedFile } from "./unsaved.ts";

export interface LintRequest {
  /** Whether fixes are tried, and whether what they change is written or only shown. */
  readonly fix?: "write" | "show";
  /** True where a target was named: it tells how large its tables are, and what is applied there is never edited. */
  readonly hasTarget: boolean;
  /** A branch: only the files that differ from it are spoken of, and those that it has are never edited. */
  readonly base?: string;
  /** A file with a text that is not saved: only it is spoken of. */
  readonly unsaved?: UnsavedFile;
  /** True where every file is to be looked at, whatever the last run has kept. */
  readonly anew?: true;
  /** The record of a rehearsal; without one the project's own is taken, where it is about these files. */
  readonly recordFile?: string;
}
