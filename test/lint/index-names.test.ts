// The names that lint expects of indexes without one are those that PostgreSQL finds.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { newSchemaFold } from "../../src/lint/schema/fold.ts";
import { describeScript } from "../../src/sql/changes/changes.ts";
import { loadParser } from "../../src/sql/sql.ts";
import { testDatabase, testSession } from "../support/server.ts";

before(() => loadParser());

const PARTS = [
  "a",
  "a, b",
  "lower(name)",
  "lower(name), upper(name), lower(name)",
  "(a + b)",
  "(a + b), (a * b)",
  '(name collate "C")',
  "(a::text)",
  "((a + b)::text)",
  "(coalesce(a, b)), (nullif(a, b)), (greatest(a, b)), (least(a, b))",
  "(array[a, b])",
  "(case when a > b then a else b end)",
  "(case when a > b then a end)",
  "(case when a > b then 'x' else 'y'::text end)",
  "(coalesce(lower(name), ''))",
  "expr, (a - b)",
  "(a > b)",
];

test("an index without a name gets the one that PostgreSQL finds", async (context) => {
  const table = "create table t (a int, b int, name text, expr int);";
  const text = [table, ...PARTS.map((parts) => `create index on t (${parts});`)].join("\n");
  const fold = newSchemaFold();
  const { statements } = describeScript({ path: "a.sql", text }, { direction: "up" });
  for (const { changes } of statements) for (const change of changes) fold.apply(change);
  const expected = fold.schema.indexesOf(fold.schema.table({ name: "t" })).map(({ name }) => name.name);

  await using session = await testSession(await testDatabase(context));
  await session.run(text);
  const found = await session.query<{ name: string }>(
    "select indexrelid::regclass::text as name from pg_index where indrelid = 't'::regclass order by indexrelid",
  );
  assert.deepEqual(
    expected,
    found.map(({ name }) => name),
  );
});
