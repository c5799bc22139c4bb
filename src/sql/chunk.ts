// Parses a long text in parts that end where a statement surely ends, so that memory stays bounded.

import { parseText } from "./engine.ts";
import type { ParseOutcome } from "./engine.ts";
import type { Positions } from "./positions.ts";
import { unitOfCodePoint } from "./positions.ts";
import type { Blank, Piece, Range } from "./survey.ts";
import type { Node } from "./tree.ts";

/** A statement as the parser found it. `end` may still hold blanks and comments. */
export interface FoundStatement extends Range {
  readonly node: Node;
  /** Where the part begins that was parsed with it, in bytes: the tree's own places count from there. */
  readonly firstByte: number;
}

/** What stopped the parser, at a UTF-16 index of the text. */
export type Stop =
  | { readonly kind: "error"; readonly index: number; readonly message: string }
  | { readonly kind: "trap" | "unavailable"; readonly index: number };

/** The tree of a text takes some thirty times its size. */
const CHUNK_UNITS = 65_536;

interface Source {
  readonly text: string;
  readonly positions: Positions;
  readonly blanks: readonly Blank[];
}

/**
 * Parses the statements of a text, part by part, and returns what stopped it if something did. A part's trees are
 * to be let go of before the next part. The cuts come from the lexer; where a part does not parse, the whole rest
 * of the text is parsed as one before anything is called an error, so that a wrong cut cannot make one.
 */
export function* parseInChunks(
  source: Source,
  pieces: readonly Piece[],
): Generator<readonly FoundStatement[], Stop | undefined> {
  for (const chunk of chunksOf(pieces)) {
    const parsed = parseRange(source, chunk);
    if (Array.isArray(parsed)) {
      yield parsed;
      continue;
    }
    if (parsed.kind !== "error") return { ...parsed, index: longestOf(chunk.pieces) };
    const rest = parseRange(source, { start: chunk.start, end: source.text.length });
    if (!Array.isArray(rest)) return rest.kind === "error" ? rest : parsed;
    yield rest;
    return undefined;
  }
  return undefined;
}

/** Where the parser traps it says nothing; the longest statement is the best guess at the cause. */
function longestOf(pieces: readonly Piece[]): number {
  const lengths = pieces.map((piece) => piece.end - piece.start);
  return pieces[lengths.indexOf(Math.max(...lengths))]?.start ?? 0;
}

interface Chunk extends Range {
  readonly pieces: readonly Piece[];
}

function* chunksOf(pieces: readonly Piece[]): Generator<Chunk> {
  let first = 0;
  for (const [index, piece] of pieces.entries()) {
    const start = pieces[first]?.start ?? 0;
    const full = piece.next - start >= CHUNK_UNITS;
    if (!full && piece.copyData === undefined && index < pieces.length - 1) continue;
    yield { start, end: piece.next, pieces: pieces.slice(first, index + 1) };
    first = index + 1;
  }
}

function parseRange(source: Source, range: Range): FoundStatement[] | Stop {
  const text = blanked(source.text, range, source.blanks);
  const outcome = parseText(text);
  const { positions } = source;
  const firstByte = positions.byteOf(range.start);
  if (outcome.kind === "parsed") {
    return outcome.statements.map(({ node, startByte, endByte }) => ({
      node,
      firstByte,
      start: positions.unitOf(firstByte + startByte),
      end: endByte === undefined ? range.end : positions.unitOf(firstByte + endByte),
    }));
  }
  if (outcome.kind !== "error") return { kind: outcome.kind, index: range.start };
  return errorAt(outcome, text, (byte) => positions.unitOf(firstByte + byte));
}

function errorAt(
  outcome: Extract<ParseOutcome, { kind: "error" }>,
  text: string,
  unitOf: (byte: number) => number,
): Stop {
  const before = text.slice(0, unitOfCodePoint(text, outcome.codePoint));
  return { kind: "error", index: unitOf(Buffer.byteLength(before)), message: outcome.message };
}

/**
 * A part of a text in which the blanked ranges are spaces, one for each byte, so that byte offsets stay true. The
 * first space of a range is a semicolon where a command of psql ended a statement.
 */
export function blanked(text: string, range: Range, blanks: readonly Blank[]): string {
  let result = "";
  let from = range.start;
  for (const blank of blanks) {
    if (blank.end <= from || blank.start >= range.end) continue;
    const end = Math.min(blank.end, range.end);
    const start = Math.max(from, blank.start);
    const spaces = " ".repeat(Buffer.byteLength(text.slice(start, end)));
    result += text.slice(from, start) + (blank.endsStatement ? spaces.replace(" ", ";") : spaces);
    from = end;
  }
  return result + text.slice(from, range.end);
}
