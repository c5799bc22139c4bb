// Expressions: operators, calls, lists, objects, loops, and the way from a name to what it holds.

import {
  broken,
  DEPTH_MAX,
  expectSign,
  fail,
  isAtEnd,
  shownAt,
  skip,
  skipLines,
  startsWith,
  take,
  takeSign,
  takeWord,
  within,
  type Reader,
} from "./reader.ts";
import { readHeredoc, readQuoted } from "./template.ts";
import type { Expression, ObjectEntry } from "./tree.ts";

/** From those that bind least to those that bind most. */
const OPERATORS: readonly RegExp[] = [/\|\|/y, /&&/y, /==|!=/y, /<=|>=|<(?!<)|>/y, /[+-]/y, /[*/%](?!\{)/y];
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** Reads an expression from here on. What cannot be read is noted, and gives a broken one. */
export function readExpression(reader: Reader): Expression {
  if (reader.depth > DEPTH_MAX) return broken(reader, "This is nested too deep.");
  reader.depth += 1;
  const expression = readChoice(reader);
  reader.depth -= 1;
  return expression;
}

function readChoice(reader: Reader): Expression {
  const asked = readOperation(reader, 0);
  if (!takeSign(reader, "?")) return asked;
  const whether = readExpression(reader);
  expectSign(reader, ":", "after the value for true");
  const otherwise = readExpression(reader);
  return { kind: "choice", operands: [asked, whether, otherwise], at: asked.at, end: otherwise.end };
}

function readOperation(reader: Reader, level: number): Expression {
  const pattern = OPERATORS[level];
  if (pattern === undefined) return readUnary(reader);
  let left = readOperation(reader, level + 1);
  while (!reader.lost) {
    skip(reader);
    const operator = take(reader, pattern);
    if (operator === undefined) return left;
    const right = readOperation(reader, level + 1);
    left = { kind: "operation", operator, operands: [left, right], at: left.at, end: right.end };
  }
  return left;
}

function readUnary(reader: Reader): Expression {
  skip(reader);
  const at = reader.at;
  const operator = take(reader, /[-!]/y);
  if (operator === undefined) return readWithTail(reader);
  if (reader.depth > DEPTH_MAX) return broken(reader, "This is nested too deep.");
  reader.depth += 1;
  const operand = readUnary(reader);
  reader.depth -= 1;
  return { kind: "operation", operator, operands: [operand], at, end: operand.end };
}

/** A value, and then `.name`, `[key]`, `[*]` and the like. */
function readWithTail(reader: Reader): Expression {
  let value = readValue(reader);
  while (!reader.lost) {
    const before = reader.at;
    skip(reader);
    const next = readTail(reader, value);
    if (next === undefined) {
      reader.at = before;
      return value;
    }
    value = next;
  }
  return value;
}

function readTail(reader: Reader, of: Expression): Expression | undefined {
  const { at } = of;
  if (startsWith(reader, "[")) {
    reader.at += 1;
    return within(reader, true, () => {
      if (takeSign(reader, "*")) {
        expectSign(reader, "]", "after [*");
        return { kind: "splat", of, at, end: reader.at };
      }
      const key = readExpression(reader);
      expectSign(reader, "]", "after the key");
      return { kind: "index", of, key, at, end: reader.at };
    });
  }
  if (!startsWith(reader, ".") || startsWith(reader, "...")) return undefined;
  reader.at += 1;
  skip(reader);
  if (takeSign(reader, "*")) return { kind: "splat", of, at, end: reader.at };
  const name = take(reader, /\d+/y) ?? takeWord(reader);
  if (name === undefined) return broken(reader, `A name comes after a dot, and there is ${shownAt(reader)}.`);
  return { kind: "get", of, name, at, end: reader.at };
}

function readValue(reader: Reader): Expression {
  const at = reader.at;
  if (startsWith(reader, '"')) return readQuoted(reader, readExpression);
  if (startsWith(reader, "<<")) return readHeredoc(reader, readExpression);
  if (startsWith(reader, "(")) return readInBrackets(reader);
  if (startsWith(reader, "[")) return readList(reader);
  if (startsWith(reader, "{")) return readObject(reader);
  const number = take(reader, NUMBER);
  if (number !== undefined) return { kind: "literal", value: Number(number), at, end: reader.at };
  const word = takeWord(reader);
  if (word === undefined) return broken(reader, `There should be a value, and there is ${shownAt(reader)}.`);
  return readNamed(reader, word, at);
}

function readNamed(reader: Reader, word: string, at: number): Expression {
  const name = word + (take(reader, /(?:::[\p{L}_][\p{L}\p{N}_-]*)+/uy) ?? "");
  if (takeSignHere(reader, "(")) return readCall(reader, name, at);
  const value = WORDS.get(name);
  const place = { at, end: at + name.length };
  return value === undefined ? { kind: "name", name, ...place } : { kind: "literal", value, ...place };
}

/** A sign that stands right here or behind blanks; the reader stays where it was otherwise. */
function takeSignHere(reader: Reader, sign: string): boolean {
  const before = reader.at;
  if (takeSign(reader, sign)) return true;
  reader.at = before;
  return false;
}

function readInBrackets(reader: Reader): Expression {
  reader.at += 1;
  return within(reader, true, () => {
    const inner = readExpression(reader);
    expectSign(reader, ")", "at the end of the brackets");
    return inner;
  });
}

function readCall(reader: Reader, name: string, at: number): Expression {
  const args: Expression[] = [];
  within(reader, true, () => {
    while (!reader.lost && !takeSign(reader, ")")) {
      args.push(readExpression(reader));
      takeSign(reader, "...");
      if (takeSign(reader, ",")) continue;
      expectSign(reader, ")", `after the arguments of ${name}`);
      return;
    }
  });
  return { kind: "call", name, args, at, end: reader.at };
}

function readList(reader: Reader): Expression {
  const at = reader.at;
  reader.at += 1;
  return within(reader, true, () => {
    const loop = readLoop(reader, at, "]");
    if (loop !== undefined) return loop;
    const items: Expression[] = [];
    while (!reader.lost && !takeSign(reader, "]")) {
      items.push(readExpression(reader));
      if (takeSign(reader, ",")) continue;
      expectSign(reader, "]", "or a comma in the list");
      break;
    }
    return { kind: "list", items, at, end: reader.at };
  });
}

/** `for NAMES in LIST : VALUE if CONDITION`, behind a bracket; undefined where something else stands there. */
function readLoop(reader: Reader, at: number, closing: string): Expression | undefined {
  const before = reader.at;
  skip(reader);
  if (takeWord(reader) !== "for" || !/[ \t\r\n]/.test(reader.text.charAt(reader.at))) {
    reader.at = before;
    return undefined;
  }
  const names = readNames(reader);
  if (names === undefined) {
    reader.at = before;
    return undefined;
  }
  const over = readExpression(reader);
  expectSign(reader, ":", "after what the loop goes through");
  const operands = [readExpression(reader)];
  if (closing === "}") {
    expectSign(reader, "=>", "between key and value of the loop");
    operands.push(readExpression(reader));
    takeSign(reader, "...");
  }
  skip(reader);
  if (take(reader, /if(?![\p{L}\p{N}_-])/uy) !== undefined) operands.push(readExpression(reader));
  expectSign(reader, closing, "at the end of the loop");
  return { kind: "loop", names, over, operands, at, end: reader.at };
}

function readNames(reader: Reader): readonly string[] | undefined {
  const names: string[] = [];
  do {
    skip(reader);
    const name = takeWord(reader);
    if (name === undefined) return undefined;
    names.push(name);
  } while (takeSign(reader, ","));
  skip(reader);
  return takeWord(reader) === "in" ? names : undefined;
}

function readObject(reader: Reader): Expression {
  const at = reader.at;
  reader.at += 1;
  const loop = within(reader, true, () => readLoop(reader, at, "}"));
  if (loop !== undefined) return loop;
  return within(reader, false, () => {
    const entries: ObjectEntry[] = [];
    while (!reader.lost) {
      skipLines(reader);
      if (takeSign(reader, "}")) break;
      if (isAtEnd(reader)) {
        fail(reader, "This object is not closed by a }.", at);
        break;
      }
      entries.push(readEntry(reader));
      if (takeSign(reader, ",")) continue;
      skip(reader);
      if (!startsWith(reader, "\n") && !startsWith(reader, "}") && !isAtEnd(reader)) {
        fail(reader, `An entry ends with a comma or the line, and there is ${shownAt(reader)}.`);
      }
    }
    return { kind: "object", entries, at, end: reader.at };
  });
}

function readEntry(reader: Reader): ObjectEntry {
  const read = readExpression(reader);
  // A word alone is text here, and no reference.
  const key: Expression =
    read.kind === "name" ? { kind: "literal", value: read.name, at: read.at, end: read.end } : read;
  if (!takeSign(reader, ":")) expectSign(reader, "=", "after the key");
  return { key, value: readExpression(reader) };
}
