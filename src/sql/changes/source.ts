// What a describer is given besides the tree: where things stand in the file.

import type { LockForecast } from "../../core/lock.ts";

/** One statement's place in its file. */
export interface Source {
  /** The whole file, or the body that the statement stands in. */
  readonly text: string;
  /** UTF-16 index of the statement's first character. */
  readonly start: number;
  readonly kind: string;
  /** The statement as it stands in the file. */
  readonly statement: string;
  readonly locks: readonly LockForecast[];
  /** The UTF-16 index of a location in the tree; the statement's start where the tree has none. */
  at(location: number | undefined): number;
}
