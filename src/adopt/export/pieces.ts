// A script cut into its statements, for tools that have to be told where one ends.

import type { Script } from "../../core/statement.ts";

/** Each statement with the comments above it and its semicolon. BEGIN and COMMIT are left out. */
export function piecesOf({ source, statements }: Script): readonly string[] {
  let at = 0;
  return statements.flatMap(({ span, control }) => {
    const piece = source.slice(at, span.end).trimStart().replace(/^;\s*/, "");
    at = span.end;
    return control === undefined ? [`${piece};`] : [];
  });
}
