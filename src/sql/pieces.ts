// Finds the pieces of a statement in its text, where the parser's tree only tells where something starts.

import { tokenAt } from "./lexer.ts";
import type { Token } from "./lexer.ts";

const OPENING = new Set(["(", "["]);
const CLOSING = new Set([")", "]"]);

/** The first token at or after an index that is neither blank nor comment; undefined at the end of the text. */
export function nextToken(source: string, from: number): Token | undefined {
  for (let at = from; at < source.length;) {
    const token = tokenAt(source, at);
    if (token.kind !== "space" && !token.kind.endsWith("-comment")) return token;
    at = token.end;
  }
  return undefined;
}

/**
 * The index at which the piece that starts at an index ends: before the next comma outside of parentheses, before
 * the parenthesis that closes around it, or before the semicolon. White space and comments at its end are left out.
 */
export function pieceEnd(source: string, at: number): number {
  let end = at;
  let depth = 0;
  for (let token = nextToken(source, at); token !== undefined; token = nextToken(source, token.end)) {
    const text = source.slice(token.start, token.end);
    if (text === ";" || (depth === 0 && (text === "," || CLOSING.has(text)))) break;
    if (OPENING.has(text)) depth += 1;
    else if (CLOSING.has(text)) depth -= 1;
    end = token.end;
  }
  return end;
}

/** The text from a clause's start to its end, or to the end of its piece; without blanks after it. */
export function clauseText(
  source: string,
  { at, end }: { readonly at: number; readonly end?: number },
): string {
  return source.slice(at, clauseEnd(source, { at, ...(end === undefined ? {} : { end }) }));
}

/** The index behind the last token of a clause. */
export function clauseEnd(
  source: string,
  { at, end }: { readonly at: number; readonly end?: number },
): number {
  const limit = end ?? pieceEnd(source, at);
  let last = at;
  for (let token = nextToken(source, at); token !== undefined && token.start < limit;) {
    last = token.end;
    token = nextToken(source, token.end);
  }
  return Math.min(last, limit);
}

/** Starts of the pieces between commas from an index on, up to the semicolon or a closing parenthesis. */
export function pieceStarts(source: string, from: number): readonly number[] {
  const starts: number[] = [];
  let at = from;
  for (let token = nextToken(source, at); token !== undefined; token = nextToken(source, at)) {
    starts.push(token.start);
    at = nextToken(source, pieceEnd(source, token.start))?.end ?? source.length;
    if (source[at - 1] !== ",") break;
  }
  return starts;
}

/** The index after a name such as `a`, `"a".b` or `U&"a" UESCAPE '!'`, which starts at an index. */
export function endOfName(source: string, at: number): number {
  let token = nextToken(source, at);
  let end = token?.end ?? at;
  token = nextToken(source, end);
  while (token !== undefined) {
    const text = source.slice(token.start, token.end).toLowerCase();
    if (text !== "." && text !== "uescape") return end;
    end = nextToken(source, token.end)?.end ?? token.end;
    token = nextToken(source, end);
  }
  return end;
}

/** Where a word stands as a keyword, outside of parentheses, from an index on; undefined where it does not. */
export function wordAfter(source: string, from: number, word: string): Token | undefined {
  let depth = 0;
  for (let token = nextToken(source, from); token !== undefined; token = nextToken(source, token.end)) {
    const text = source.slice(token.start, token.end);
    if (text === ";" && depth === 0) return undefined;
    if (OPENING.has(text)) depth += 1;
    else if (CLOSING.has(text)) depth -= 1;
    else if (depth === 0 && token.kind === "word" && text.toLowerCase() === word) return token;
  }
  return undefined;
}
