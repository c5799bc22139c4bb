// The door of the room: text in, statements with their places and problems out.

import type { Statement } from "../core/statement.ts";
import { unitOfCodePoint } from "./positions.ts";

export { DIRECTIVE_KEYS } from "./directive.ts";
export type { Direction, ReadAs } from "./directive.ts";
export { loadParser } from "./engine.ts";
export { parseScript } from "./script.ts";

/**
 * The UTF-16 index in the file of the `position` that PostgreSQL gives with an error about a statement. PostgreSQL
 * counts characters (code points) of the text that was sent, from 1; the text sent must be `statement.text`.
 */
export function indexOfServerPosition(statement: Statement, position: number): number {
  return statement.span.start + unitOfCodePoint(statement.text, position - 1);
}
