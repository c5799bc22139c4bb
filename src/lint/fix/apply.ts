// Applies the edits of a fix to the text of a file. Nothing is written.

import type { Edit } from "../../core/finding.ts";

/**
 * The text with the edits of its file made. Undefined where two of them reach into each other, so that nobody can say
 * what is meant. Edits at one place stand in the order in which they are given.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string | undefined {
  const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let at = 0;
  for (const edit of ordered) {
    if (edit.start < at) return undefined;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
