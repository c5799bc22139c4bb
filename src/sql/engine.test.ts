// Tests of the engine: a text that the parser cannot stand does no harm to the next one.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import type { Script } from "../core/statement.ts";
import { loadParser, parseScript } from "./sql.ts";

before(() => loadParser());

const parse = (text: string): Script => parseScript({ path: "a.sql", text }, { direction: "up" });
const problemCodes = (text: string): readonly string[] => parse(text).problems.map(({ code }) => code);

const NESTED = `select ${"(".repeat(100_000)}1${")".repeat(100_000)};`;
/** Left-deep: PostgreSQL's grammar takes it, but writing the tree out recurses. */
const LONG_SUM = `select 1;\nselect 1${"+1".repeat(100_000)};`;

test("nesting beyond PostgreSQL's own limit is a syntax error with its place", () => {
  const [problem] = parse(NESTED).problems;
  assert.equal(problem?.code, "syntax-error");
  assert.match(problem?.message ?? "", /memory exhausted/);
  assert.deepEqual(problemCodes("select 1"), []);
});

test("a statement that runs the parser out of stack is named, and the next file parses", async () => {
  const [problem] = parse(LONG_SUM).problems;
  assert.equal(problem?.code, "too-deep");
  assert.equal(problem?.line, 2);
  assert.equal(parse("select 1").statements.length, 1);
  await loadParser();
  assert.equal(parse("select 1; select 2").statements.length, 2);
});

test("such files in a row, with loadParser awaited between them, leave the parser whole", async () => {
  for (let round = 0; round < 5; round += 1) {
    await loadParser();
    assert.deepEqual(problemCodes(LONG_SUM), ["too-deep"]);
    await loadParser();
    assert.deepEqual(problemCodes("select 1"), []);
  }
});

test("a hundred such files in one go end in an honest problem, and loadParser heals it", async () => {
  const codes = new Set<string>();
  for (let round = 0; round < 100; round += 1) for (const code of problemCodes(LONG_SUM)) codes.add(code);
  assert.deepEqual([...codes], ["too-deep", "parser-unavailable"]);
  await loadParser();
  assert.deepEqual(problemCodes("select 1"), []);
});
