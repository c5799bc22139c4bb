// A place in a text that moves forward: white space, words and signs, and what was wrong on the way.

import type { Expression, HclError } from "./tree.ts";

export interface Reader {
  readonly text: string;
  at: number;
  /** True where a line end is white space: between round and square brackets. */
  acrossLines: boolean;
  /** True from an error on until the next statement. Nothing more is said of what follows from it. */
  lost: boolean;
  depth: number;
  readonly errors: HclError[];
}

/** Deeper than this nobody nests. */
export const DEPTH_MAX = 200;

export const readerOf = (text: string): Reader => ({
  text,
  at: text.startsWith("\uFEFF") ? 1 : 0,
  acrossLines: false,
  lost: false,
  depth: 0,
  errors: [],
});

/** Notes an error, unless it follows from one before. */
export function fail(reader: Reader, message: string, at: number = reader.at): void {
  if (!reader.lost) reader.errors.push({ at, message });
  reader.lost = true;
}

export function broken(reader: Reader, message: string): Expression {
  fail(reader, message);
  return { kind: "broken", at: reader.at, end: reader.at };
}

const SPACE = /(?:[ \t]|\r(?=\n)|\/\*[\s\S]*?\*\/)+/y;
const SPACE_AND_LINES = /(?:[ \t\r\n]|(?:#|\/\/)[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const COMMENT = /(?:#|\/\/)[^\n]*/y;
const WORD = /[\p{L}_][\p{L}\p{N}_-]*/uy;

/** What a sticky pattern matches here; the reader moves behind it. */
export function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0];
  if (found !== undefined) reader.at += found.length;
  return found;
}

/** Moves over white space and comments, and over line ends where they mean nothing. */
export function skip(reader: Reader): void {
  take(reader, reader.acrossLines ? SPACE_AND_LINES : SPACE);
  if (!reader.acrossLines) take(reader, COMMENT);
}

/** The same over line ends, wherever. */
export const skipLines = (reader: Reader): unknown => take(reader, SPACE_AND_LINES);

export const takeWord = (reader: Reader): string | undefined => take(reader, WORD);

export const startsWith = (reader: Reader, sign: string): boolean => reader.text.startsWith(sign, reader.at);

export const isAtEnd = (reader: Reader): boolean => reader.at >= reader.text.length;

/** Takes a sign behind white space; false where something else stands there. */
export function takeSign(reader: Reader, sign: string): boolean {
  skip(reader);
  if (!startsWith(reader, sign)) return false;
  reader.at += sign.length;
  return true;
}

/** The same for a sign that must be there. */
export function expectSign(reader: Reader, sign: string, after: string): void {
  if (!takeSign(reader, sign))
    fail(reader, `There should be a ${sign} ${after}, and there is ${shownAt(reader)}.`);
}

/** What stands here, as people call it. */
export function shownAt(reader: Reader): string {
  if (isAtEnd(reader)) return "the end of the file";
  const found = /^[\p{L}\p{N}_-]+|^[^\s]/u.exec(reader.text.slice(reader.at, reader.at + 40))?.[0];
  return found === undefined ? "the end of the line" : found;
}

/** Reads something in which line ends do or do not count, and goes back to what was before. */
export function within<Result>(reader: Reader, acrossLines: boolean, read: () => Result): Result {
  const before = reader.acrossLines;
  reader.acrossLines = acrossLines;
  const result = read();
  reader.acrossLines = before;
  return result;
}
