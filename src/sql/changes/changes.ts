// The second door of the room, for those who judge what statements do: a file with its changes, and its pieces.

import type { SourceFile } from "../../core/migration.ts";
import type { DescribedScript } from "../../core/statement.ts";
import { readScript } from "../script.ts";
import type { ReadOptions } from "../script.ts";
import { changesOf } from "./changes-of.ts";

export { describeBody, queryOfBody } from "./body.ts";
export { clauseEnd, clauseText, nextToken as tokenAfter, pieceEnd, wordAfter } from "../pieces.ts";

/** Reads a file as `parseScript` does, with the changes of each statement. Dearer: not for the way of `up`. */
export const describeScript = (file: SourceFile, options: ReadOptions): DescribedScript =>
  readScript(file, options, (statement, { node, unitOf }) => {
    const { start } = statement.span;
    const changes = changesOf(node, {
      text: file.text,
      start,
      kind: statement.kind,
      statement: statement.text,
      locks: statement.locks,
      // The tree writes no zeros, and -1 where it does not know.
      at: (location = 0) => (location < 0 ? start : Math.max(start, unitOf(location))),
    });
    return { ...statement, changes };
  });
