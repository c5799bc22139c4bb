// Puts blocks of Markdown together so that they fit into a comment, and says what did not.

import { plainHtml } from "./text.ts";

/** A block whose lines can be left out one by one from its end: a table, a list, a folded part. */
export interface Block {
  readonly head: readonly string[];
  readonly rows: readonly string[];
  readonly tail: readonly string[];
}

export const NOTHING: Block = { head: [], rows: [], tail: [] };

/** Lines that stay together or are left out. */
export const whole = (head: readonly string[]): Block => ({ ...NOTHING, head });

/** Rows that are only seen when asked for. */
export const folded = (title: string, rows: readonly string[]): Block => ({
  head: ["<details>", `<summary>${plainHtml(title)}</summary>`, ""],
  rows,
  tail: ["", "</details>"],
});

/** Room for the sentence about what was left out, in each block and at the end. */
const NOTE_LENGTH = 160;

/**
 * The blocks, one after the other with an empty line between them, in at most `lengthMax` UTF-16 units. A block that
 * does not fit keeps as many rows as do; those after it come whole where there is room for them.
 */
export function fitted(blocks: readonly Block[], lengthMax: number): string {
  const parts: string[] = [];
  let room = lengthMax - NOTE_LENGTH;
  let cut = 0;
  for (const { head, rows, tail } of blocks) {
    const frame = lengthOf(head) + lengthOf(tail) + 1;
    const fitting = rowsThatFit(rows, room - frame - (lengthOf(rows) + frame > room ? NOTE_LENGTH : 0));
    const left = rows.length - fitting;
    cut += left;
    if (frame > room || (rows.length > 0 && fitting === 0)) {
      if (rows.length === 0) cut += 1;
      continue;
    }
    const note = left === 0 ? [] : ["", `… and ${left} more.`];
    const part = [...head, ...rows.slice(0, fitting), ...note, ...tail].join("\n");
    parts.push(part);
    room -= part.length + 2;
  }
  const end =
    cut === 0 ? [] : [`**Cut to fit into a comment:** ${cut} lines are left out; the record has all of it.`];
  return `${[...parts, ...end].join("\n\n")}\n`;
}

const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 0);

function rowsThatFit(rows: readonly string[], room: number): number {
  let used = 0;
  const end = rows.findIndex((row) => (used += row.length + 1) > room);
  return end === -1 ? rows.length : end;
}
