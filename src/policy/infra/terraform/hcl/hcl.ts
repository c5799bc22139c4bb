// Reads a text of Terraform: attributes and blocks, and every error in it with its place.

import {
  DEPTH_MAX,
  expectSign,
  fail,
  isAtEnd,
  readerOf,
  shownAt,
  skip,
  skipLines,
  startsWith,
  take,
  takeSign,
  takeWord,
  type Reader,
} from "./reader.ts";
import { readExpression } from "./expression.ts";
import { readQuoted } from "./template.ts";
import type { Attribute, Block, Body, HclFile, Label } from "./tree.ts";

/** Reads a whole file. What cannot be read comes as errors; the rest of the file is there all the same. */
export function readHcl(text: string): HclFile {
  const reader = readerOf(text);
  const body = readBody(reader, undefined);
  return { body, errors: reader.errors };
}

interface Found {
  readonly attributes: Attribute[];
  readonly blocks: Block[];
}

/** Reads up to the closing brace of a block, or to the end of the file. */
function readBody(reader: Reader, opened: number | undefined): Body {
  const found: Found = { attributes: [], blocks: [] };
  for (;;) {
    skipLines(reader);
    if (opened !== undefined && startsWith(reader, "}")) break;
    if (isAtEnd(reader)) {
      if (opened !== undefined) fail(reader, "This block is not closed by a }.", opened);
      break;
    }
    const start = reader.at;
    readStatement(reader, found);
    if (!reader.lost) endStatement(reader);
    if (reader.lost) findNextStatement(reader, start);
  }
  return found;
}

function readStatement(reader: Reader, found: Found): void {
  const at = reader.at;
  const name = takeWord(reader);
  if (name === undefined) return fail(reader, `There should be a name, and there is ${shownAt(reader)}.`);
  skip(reader);
  if (startsWith(reader, "=") && !startsWith(reader, "==")) {
    reader.at += 1;
    skip(reader);
    if (startsWith(reader, "\n") || isAtEnd(reader))
      return fail(reader, `${name} has no value on its line.`, at);
    const value = readExpression(reader);
    if (found.attributes.some((other) => other.name === name)) {
      reader.errors.push({ at, message: `${name} is set twice here.` });
    }
    found.attributes.push({ name, value, at, end: reader.at });
    return undefined;
  }
  const block = readBlock(reader, name, at);
  if (block !== undefined) found.blocks.push(block);
  return undefined;
}

function readBlock(reader: Reader, type: string, at: number): Block | undefined {
  const labels: Label[] = [];
  for (let label = readLabel(reader); label !== undefined; label = readLabel(reader)) labels.push(label);
  if (!takeSign(reader, "{")) {
    fail(reader, `After ${type} comes = and a value, or a block in braces, and there is ${shownAt(reader)}.`);
    return undefined;
  }
  const opened = reader.at - 1;
  if (reader.depth > DEPTH_MAX) {
    fail(reader, "This is nested too deep.");
    return undefined;
  }
  reader.depth += 1;
  const body = readInside(reader, opened);
  reader.depth -= 1;
  if (!reader.lost) expectSign(reader, "}", "at the end of the block");
  return { type, labels, body, at, end: reader.at };
}

/** `{ name = value }` on one line holds one attribute and nothing else. */
function readInside(reader: Reader, opened: number): Body {
  skip(reader);
  if (startsWith(reader, "\n") || startsWith(reader, "}") || isAtEnd(reader)) return readBody(reader, opened);
  const found: Found = { attributes: [], blocks: [] };
  readStatement(reader, found);
  skip(reader);
  if (!reader.lost && !startsWith(reader, "}")) {
    fail(reader, "A block on one line holds one argument. Write the others on lines of their own.");
  } else if (!reader.lost && found.blocks.length > 0) {
    fail(reader, "A block on one line holds no other block.", opened);
  }
  return found;
}

function readLabel(reader: Reader): Label | undefined {
  skip(reader);
  const at = reader.at;
  const word = takeWord(reader);
  if (word !== undefined) return { text: word, at, end: reader.at };
  if (!startsWith(reader, '"')) return undefined;
  const text = readQuoted(reader, readExpression);
  if (text.kind === "literal" && typeof text.value === "string")
    return { text: text.value, at, end: text.end };
  fail(reader, "A label is plain text.", at);
  return undefined;
}

function endStatement(reader: Reader): void {
  skip(reader);
  if (isAtEnd(reader) || startsWith(reader, "\n")) return;
  fail(reader, `There should be a new line here, and there is ${shownAt(reader)}.`);
}

/** Goes on at the next line that is not indented deeper than the statement in which the way was lost. */
function findNextStatement(reader: Reader, start: number): void {
  const indent = indentAt(reader.text, start);
  const from = Math.max(reader.at, start);
  reader.at = from;
  for (;;) {
    take(reader, /[^\n]*\n?/y);
    if (isAtEnd(reader)) break;
    const line = /^([ \t]*)([^\s])?/.exec(reader.text.slice(reader.at, reader.at + 400));
    if (line?.[2] === undefined || (line[1] ?? "").length > indent) continue;
    // The brace that ends the broken statement itself, and not the block that it is in.
    if (/[}\])]/.test(line[2]) && (line[1] ?? "").length === indent) continue;
    break;
  }
  reader.lost = false;
  reader.acrossLines = false;
}

function indentAt(text: string, at: number): number {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  return line.length - line.trimStart().length;
}
