// The empty outcome of the commands that have little to tell.

import type { NoteOutcome } from "../core/outcome.ts";

/** Nothing done yet. */
export const noteOf = (target?: string): NoteOutcome => ({
  command: "note",
  word: "idle",
  lines: [],
  facts: {},
  problems: [],
  ...(target === undefined ? {} : { target }),
});
