// Places in text: from an index to line and column, and the excerpt with a caret that people are shown.

import { redactInPlace } from "./redact.ts";

/** A place for people: both count from 1, the column in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

const EXCERPT_COLUMNS_MAX = 120;
const CONTROL = /[\u0000-\u001F\u007F]/g;

/** The line and column of a UTF-16 index. An index past the end is the place after the last character. */
export function placeAt(text: string, index: number): Place {
  const end = Math.min(Math.max(0, index), text.length);
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < end; at = text.indexOf("\n", at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: end - lineStart + 1 };
}

/** The UTF-16 index of PostgreSQL's error position: characters (code points), counted from 1. */
export function indexOfPosition(text: string, position: number): number {
  let index = 0;
  for (let passed = 1; passed < position && index < text.length; passed++) {
    index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
  }
  return index;
}

/**
 * The line around an index with a caret under it, as in a compiler's message. Long lines are cut around the
 * place; tabs become single spaces so that the caret stands right. Secrets are covered with stars.
 */
export function excerptAt(text: string, index: number): string {
  const { line, column } = placeAt(text, index);
  const lineStart = Math.max(0, index) - (column - 1);
  const lineEnd = text.indexOf("\n", lineStart);
  const whole = text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd).replace(/\r$/, "");
  const safe = redactInPlace(whole);
  const from = column > EXCERPT_COLUMNS_MAX - 20 ? column - 60 : 0;
  const shown = safe.slice(from, from + EXCERPT_COLUMNS_MAX).replaceAll(CONTROL, " ");
  const gutter = `${line} | `;
  const caret = " ".repeat(gutter.length - 2) + "| " + " ".repeat(column - 1 - from) + "^";
  return `${gutter}${shown}\n${caret}`;
}
