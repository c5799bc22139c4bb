// Places in text: lines and columns count from 1, and the caret stands under the place.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as fc from "fast-check";

import { excerptAt, indexOfPosition, placeAt } from "./text-place.ts";

const PLACES: readonly (readonly [text: string, index: number, line: number, column: number])[] = [
  ["", 0, 1, 1],
  ["ab", 1, 1, 2],
  ["a\nb", 1, 1, 2],
  ["a\nb", 2, 2, 1],
  ["a\r\nb", 3, 2, 1],
  ["a\n", 99, 2, 1],
  ["ab", -5, 1, 1],
];

test("an index becomes a line and a column", () => {
  for (const [text, index, line, column] of PLACES) assert.deepEqual(placeAt(text, index), { line, column });
});

test("PostgreSQL counts characters from 1, where JavaScript counts units from 0", () => {
  assert.equal(indexOfPosition("abc", 1), 0);
  assert.equal(indexOfPosition("😀b", 2), 2);
  assert.equal(indexOfPosition("déjà", 5), 4);
  assert.equal(indexOfPosition("ab", 99), 2);
});

const EXCERPTS: readonly (readonly [text: string, index: number, excerpt: string])[] = [
  ["select 1", 7, "1 | select 1\n  |        ^"],
  ["a;\n\tb c", 6, "2 |  b c\n  |    ^"],
  ["a\r\nb", 0, "1 | a\n  | ^"],
  ["", 0, "1 | \n  | ^"],
  ["x password 's3cr3t' y", 20, "1 | x password '******' y\n  |                     ^"],
];

test("an excerpt is the line with a caret under the place, and without secrets", () => {
  for (const [text, index, excerpt] of EXCERPTS) assert.equal(excerptAt(text, index), excerpt);
});

test("a long line is cut around the place", () => {
  const [line = "", caret = ""] = excerptAt(`${"a".repeat(500)}X${"b".repeat(500)}`, 500).split("\n");
  assert.equal(line[caret.indexOf("^")], "X");
  assert.ok(line.length < 140);
});

test("an excerpt never throws, and its caret points at the character of its place", () => {
  const text = fc
    .array(fc.constantFrom("a", "X", "\n", "\r\n", "\t", "é", "\0"))
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.integer({ min: -3, max: 300 }), (source, index) => {
      const [line = "", caret = ""] = excerptAt(source, index).split("\n");
      const at = source[Math.max(0, index)];
      if (at !== undefined && /[aXé]/.test(at)) assert.equal(line[caret.length - 1], at);
    }),
  );
});
