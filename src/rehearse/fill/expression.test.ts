// Names and constants are found in expressions as PostgreSQL writes them.

import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { cluesIn, columnsBehind, namesIn } from "./expression.ts";
import type { Column } from "./table.ts";

const column = (name: string, generated?: string): Column => ({
  name,
  type: { kind: "base", sql: "text", name: "text", modifier: -1 },
  nullable: true,
  ...(generated === undefined ? {} : { generated }),
});

suite("in an expression", () => {
  test("names are told from texts", () => {
    const names = namesIn(`((lower(a) = 'b "c"'::text) AND ("D ""e""" > 1) AND (ü ~ E'f\\'g'))`);
    for (const name of ["a", 'D "e"', "ü", "lower"]) assert.ok(names.has(name), name);
    for (const name of ["b", "c", "f", "g"]) assert.ok(!names.has(name), name);
  });

  test("a generated column stands for those that it is made from", () => {
    const columns = [column("a"), column("b"), column("c", "(a || 'b')"), column("d")];
    assert.deepEqual(columnsBehind(["c", "d"], columns), ["a", "d"]);
  });

  test("constants are found, alone and in lists, and numbers in texts too", () => {
    const { texts, numbers } = cluesIn([
      `((a = ANY ('{x,"y z"}'::text[])) AND (b >= '-5'::integer) AND (c <= 10.5) AND (d1 = 'it''s') AND (e ~ E'\\\\d'))`,
    ]);
    for (const text of ["x", "y z", "it's", "\\d"]) assert.ok(texts.includes(text), text);
    assert.deepEqual(numbers, ["10.5", "-5"]);
  });
});
