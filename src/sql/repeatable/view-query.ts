// The query of a CREATE VIEW statement, as it stands in the statement's text.

import { tokenAt } from "../lexer.ts";

const CHECK_OPTION = /\bwith\s+(?:(?:cascaded|local)\s+)?check\s+option\s*$/i;

/** Everything after AS, without CHECK OPTION. Undefined for a recursive view, which the parser writes anew. */
export function queryOfView(text: string): string | undefined {
  let depth = 0;
  for (let at = 0; at < text.length;) {
    const { kind, start, end } = tokenAt(text, at);
    const token = text.slice(start, end).toLowerCase();
    if (kind === "mark" && token === "(") depth += 1;
    if (kind === "mark" && token === ")") depth -= 1;
    if (kind === "word" && token === "recursive") return undefined;
    if (kind === "word" && token === "as" && depth === 0) return text.slice(end).replace(CHECK_OPTION, "");
    at = end;
  }
  return undefined;
}
