// Files become steps: nothing is lost, nothing is said twice, and what commits together is what the author meant.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import * as fc from "fast-check";

import type { Script } from "../core/statement.ts";
import { loadParser, parseScript } from "../sql/sql.ts";
import { splitScript } from "./split.ts";

before(loadParser);

const parsed = (text: string): Script => parseScript({ path: "f.sql", text }, { direction: "up" });

/** Steps as text: `transaction 1 2 -> 3` holds statements 1 and 2, and then 3 of the file are done. */
const shapeOf = (text: string, outside = false): readonly string[] =>
  splitScript(parsed(text), outside).map(
    ({ kind, statements, statementsDone, opening }) =>
      [kind, ...statements.map(({ number }) => number), "->", statementsDone].join(" ") +
      (opening === undefined ? "" : ` (${opening})`),
  );

const INDEX = "create index concurrently i on t (a);";
const CASES: readonly (readonly [name: string, text: string, steps: readonly string[]])[] = [
  ["an empty file is one empty transaction", "-- nothing", ["transaction -> 0"]],
  ["statements share one transaction", "select 1; select 2;", ["transaction 1 2 -> 2"]],
  [
    "a concurrent build stands alone between its neighbours",
    `select 1; ${INDEX} select 2;`,
    ["transaction 1 -> 1", "autocommit 2 -> 2", "transaction 3 -> 3"],
  ],
  [
    "BEGIN and COMMIT end a step",
    "begin; select 1; commit; select 2;",
    ["transaction 2 -> 3", "transaction 4 -> 4"],
  ],
  ["a COMMIT at the end belongs to the last step", "begin; select 1; commit;", ["transaction 2 -> 3"]],
  [
    "settings before BEGIN are said inside",
    "set search_path = a; begin; select 1; commit;",
    ["transaction 1 3 -> 4"],
  ],
  [
    "options of BEGIN are kept",
    "begin isolation level serializable; select 1; commit;",
    ["transaction 2 -> 3 (begin isolation level serializable)"],
  ],
  ["nothing but control is one empty transaction", "begin; commit;", ["transaction -> 2"]],
  ["data alone is a copy", "copy t from stdin;\n1\n\\.\n", ["copy 1 -> 1"]],
  [
    "data beside statements shares their transaction",
    "select 1;\ncopy t from stdin;\n1\n\\.\n",
    ["transaction 1 2 -> 2"],
  ],
  [
    "an enum value that is used is committed before",
    "alter type e add value 'x'; update t set a = 'x';",
    ["transaction 1 -> 1", "transaction 2 -> 2"],
  ],
];

for (const [name, text, steps] of CASES) {
  test(name, () => assert.deepEqual(shapeOf(text), steps));
}

test("outside of a transaction each statement is a step, save for those between BEGIN and COMMIT", () => {
  const steps = splitScript(parsed("select 1; begin; select 2; select 3; commit; select 4;"), true);
  assert.deepEqual(
    steps.map(({ statements }) => statements.map(({ number }) => number)),
    [[1], [3, 4], [6]],
  );
});

const piece = fc.constantFrom(
  "select 1;",
  "set search_path = a;",
  "begin;",
  "commit;",
  INDEX,
  "vacuum t;",
  "copy t from stdin;\n1\n\\.\n",
  "alter type e add value 'x';",
  "update t set a = 'x';",
  "-- a comment",
);

test("whatever the mix, every statement but BEGIN and COMMIT is in one step, in order", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), fc.boolean(), (pieces, outside) => {
      const script = parsed(pieces.join("\n"));
      const steps = splitScript(script, outside);
      const expected = script.statements.flatMap(({ transaction }, at) =>
        transaction === "control" ? [] : [at + 1],
      );
      assert.deepEqual(
        steps.flatMap(({ statements }) => statements.map(({ number }) => number)),
        expected,
      );
      const reached = steps.map(({ statementsDone }) => statementsDone);
      assert.deepEqual(
        reached,
        reached.toSorted((a, b) => a - b),
      );
      assert.equal(reached.at(-1), script.statements.length);
    }),
  );
});

test("the same beginning gives the same prefix, and another beginning another", () => {
  const prefixes = (text: string): readonly string[] =>
    splitScript(parsed(text), true).map(({ prefix }) => prefix);
  const [first, second] = prefixes("select 1; select 2; select 3;");
  assert.deepEqual(prefixes("select 1;\n-- changed below\nselect 2; select 4;").slice(0, 2), [first, second]);
  assert.notEqual(prefixes("select 1; select 5; select 3;")[1], second);
});
