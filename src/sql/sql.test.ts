// Tests of the door: golden cases, and what must hold for any text whatever.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";

import fc from "fast-check";

import type { Script } from "../core/statement.ts";
import { indexOfServerPosition, loadParser, parseScript } from "./sql.ts";
import type { Direction } from "./sql.ts";

const CASES = join(import.meta.dirname, "testdata");
/** Set to write what the parser says now; then read the difference. */
const UPDATES = process.env["UPDATE_GOLDEN"] !== undefined;

before(() => loadParser());

const parse = (text: string, direction: Direction = "up"): Script =>
  parseScript({ path: "a.sql", text }, { direction });

/** What a golden file keeps of a script: everything but the source and the spans' bytes. */
function goldenOf(text: string): unknown {
  const { statements, comments, directives, problems, essence } = parse(text);
  return {
    statements: statements.map(({ span, ...rest }) => ({ ...rest, span: [span.start, span.end] })),
    comments: comments.map(({ text: content, line }) => ({ line, text: content })),
    directives,
    problems: problems.map(({ file: _file, excerpt, ...rest }) => ({
      ...rest,
      excerpt: excerpt?.split("\n"),
    })),
    essence,
  };
}

for (const name of readdirSync(CASES)) {
  test(`the file ${name} reads as its golden copy says`, () => {
    const text = readFileSync(join(CASES, name, "input.sql"), "utf8");
    const path = join(CASES, name, "expected.json");
    const found = `${JSON.stringify(goldenOf(text), null, 2)}\n`;
    if (UPDATES) writeFileSync(path, found);
    assert.deepEqual(JSON.parse(found), JSON.parse(readFileSync(path, "utf8")));
  });
}

function checkSpans(text: string): void {
  const script = parse(text);
  assert.equal(script.source, text);
  const bytes = Buffer.from(text);
  let last = 0;
  for (const { span, text: own, line, column } of script.statements) {
    assert.equal(text.slice(span.start, span.end), own);
    assert.equal(bytes.subarray(span.startByte, span.endByte).toString(), own.toWellFormed());
    assert.equal(own, own.trim());
    assert.ok(span.start >= last && span.end > span.start && line >= 1 && column >= 1);
    last = span.end;
  }
  for (const { span } of script.comments) {
    const source = text.slice(span.start, span.end);
    assert.equal(bytes.subarray(span.startByte, span.endByte).toString(), source.toWellFormed());
  }
  for (const { line, column } of script.problems) assert.ok((line ?? 1) >= 1 && (column ?? 1) >= 1);
}

const GOLDEN = readdirSync(CASES).map((name) => readFileSync(join(CASES, name, "input.sql"), "utf8"));

test("no text makes the parser throw, and every span holds what it says", () => {
  const sqlWords = fc.constantFrom(
    ...[
      "select ",
      "1",
      ";",
      "'",
      '"',
      "$$",
      "$a$",
      "--",
      "/*",
      "*/",
      "\n",
      "\r\n",
      "\\",
      "\\.",
      "\\g",
      "(",
      ")",
    ],
    ...[
      "begin",
      " atomic ",
      "end",
      "case ",
      "copy a from stdin;",
      "create function f() ",
      "é",
      "😀",
      "\0",
      "E'",
    ],
    ...[
      "-- lockkeeper: ",
      "transaction",
      "=none",
      "allow x: y",
      "alter type a add value 'b';",
      ":",
      "\uD83D",
    ],
  );
  const random = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.array(sqlWords, { maxLength: 30 }).map((parts) => parts.join("")),
  );
  fc.assert(fc.property(random, checkSpans), { numRuns: 2000 });
});

test("real SQL with parts cut out, doubled or spoilt never makes the parser throw", () => {
  const edit = fc.record({
    text: fc.constantFrom(...GOLDEN),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(40),
    insert: fc.constantFrom("", ";", "'", "\0", "\\x\n", "/*", "é", "$$", "begin", "\n\\.\n"),
  });
  const spoil = ({
    text,
    at,
    length,
    insert,
  }: {
    text: string;
    at: number;
    length: number;
    insert: string;
  }) => {
    const index = Math.floor(text.length * at);
    return text.slice(0, index) + insert + text.slice(index + length);
  };
  fc.assert(fc.property(edit.map(spoil), checkSpans), { numRuns: 500 });
});

test("a file without statements is valid", () => {
  for (const text of ["", " \n", ";", ";;\n;", "-- only a comment", "/* é */\r\n-- x\r\n"]) {
    const { statements, problems } = parse(text);
    assert.deepEqual([statements, problems], [[], []], JSON.stringify(text));
  }
});

test("the place of an error is true behind characters of two, three and four bytes", () => {
  const cases: readonly (readonly [before: string, line: number, column: number])[] = [
    ["select 'é漢😀', ", 1, 16],
    ["select 'é😀';\n/* 漢 */ select 1, ", 2, 19],
    ["\\restrict é😀\nselect 1, ", 2, 11],
    ["copy a from stdin;\né😀\n\\.\nselect 1, ", 4, 11],
    ["select 1;\r\nselect 1, ", 2, 11],
  ];
  for (const [head, line, column] of cases) {
    const { problems } = parse(`${head}from x`);
    assert.equal(problems[0]?.code, "syntax-error", head);
    assert.deepEqual([problems[0]?.line, problems[0]?.column], [line, column], head);
  }
});

test("a position that the server gives leads to the place in the file", () => {
  const text = "-- é\nselect '😀', é;";
  const [statement] = parse(text).statements;
  assert.ok(statement);
  assert.equal(text[indexOfServerPosition(statement, 13)], "é");
  assert.equal(indexOfServerPosition(statement, 1), statement.span.start);
});

test("the cuts between parts lose and change nothing in a long file", () => {
  const routine =
    "create function f() returns int begin atomic select case when true then 1 end; select 2; end;\n";
  const labels = "create function g() returns int begin atomic select 1 as end; select 2; end;\n";
  const one = `insert into a values ('é;😀'); -- ;\n${routine}create rule r as on insert to a do (select 1; select 2);\n`;
  const text = one.repeat(1500) + labels + one.repeat(10);
  const { statements, problems } = parse(text);
  assert.deepEqual(problems, []);
  assert.equal(statements.length, 1510 * 3 + 1);
  checkSpans(text);
});

test("a syntax error far inside a long file has its true place", () => {
  const { problems } = parse(`${"select 'é';\n".repeat(20_000)}selec 1;\n${"select 1;\n".repeat(20_000)}`);
  assert.deepEqual([problems[0]?.line, problems[0]?.column], [20_001, 1]);
});

test("more problems than anybody reads are summed up", () => {
  const { problems } = parse("\\echo x\n".repeat(5000));
  assert.equal(problems.length, 100);
  assert.match(problems.at(-1)?.message ?? "", /4901 more/);
});
