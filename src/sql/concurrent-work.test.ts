// Tests of concurrent work: where the table's name ends, and what the other forms make or take away.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import fc from "fast-check";

import { quoteName } from "../core/name.ts";
import type { ConcurrentWork } from "../core/statement.ts";
import { loadParser, parseScript } from "./sql.ts";

before(() => loadParser());

const workIn = (sql: string): ConcurrentWork | undefined =>
  parseScript({ path: "a.sql", text: sql }, { direction: "up" }).statements.at(-1)?.concurrent;

/** What every index of the cases has unless they say otherwise. */
const INDEX = {
  kind: "create-index",
  table: { name: "t" },
  unique: false,
  definition: "(a)",
  ifNotExists: false,
};

const CASES: Readonly<Record<string, object | undefined>> = {
  "create index concurrently on t (a)": INDEX,
  "create index concurrently i on t(a)": { ...INDEX, index: "i" },
  "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY s.T\n  USING btree (a) WHERE b": {
    ...INDEX,
    table: { schema: "s", name: "t" },
    index: "i",
    unique: true,
    definition: "USING btree (a) WHERE b",
    ifNotExists: true,
  },
  'create index concurrently "on" on "on" (a)': { ...INDEX, table: { name: "on" }, index: "on" },
  'create index concurrently i on "s" . /* on */ "a ""b"" (c" -- (d)\n (a)': {
    ...INDEX,
    table: { schema: "s", name: 'a "b" (c' },
    index: "i",
  },
  "create index /* on x */ concurrently -- on y\n i on t /* why */ using gin (a) include (b) -- end": {
    ...INDEX,
    index: "i",
    definition: "using gin (a) include (b)",
  },
  "select 'ÄÖ😀'; create index concurrently größe on straße (größe) where größe <> '😀';": {
    ...INDEX,
    table: { name: "straße" },
    index: "größe",
    definition: "(größe) where größe <> '😀'",
  },
  "create index concurrently i on only (t) (a)": { ...INDEX, index: "i" },
  "create index concurrently i on t * (a)": { ...INDEX, index: "i" },
  "create index concurrently i on u&\"!0074\" uescape '!' (a)": { ...INDEX, index: "i" },
  "create index i on t (a)": undefined,
  "drop index concurrently if exists i": { kind: "drop-index", indexes: [{ name: "i" }] },
  'drop index concurrently s."I"': { kind: "drop-index", indexes: [{ schema: "s", name: "I" }] },
  "drop index i": undefined,
  "drop table t": undefined,
  "reindex index concurrently s.i": { kind: "reindex", object: "index", name: { schema: "s", name: "i" } },
  "reindex (verbose, concurrently) table t": { kind: "reindex", object: "table", name: { name: "t" } },
  "reindex schema concurrently s": { kind: "reindex", object: "schema", name: { name: "s" } },
  "reindex database concurrently": { kind: "reindex", object: "database" },
  "reindex system concurrently d": { kind: "reindex", object: "system", name: { name: "d" } },
  "reindex (concurrently off) table t": undefined,
  "alter table s.t detach partition p concurrently": {
    kind: "detach",
    parent: { schema: "s", name: "t" },
    partition: { name: "p" },
  },
  "alter table t detach partition p finalize": undefined,
  "alter table t detach partition p": undefined,
  "alter table t add a int": undefined,
};

for (const [sql, expected] of Object.entries(CASES)) {
  test(`the concurrent work of: ${sql}`, () => {
    assert.deepEqual(workIn(sql), expected);
  });
}

test("the definition begins after the table's name, whatever the names are", () => {
  // PostgreSQL cuts longer names off.
  const name = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
    .filter((text) => !text.includes("\0") && Buffer.byteLength(text) < 64);
  const blank = fc.constantFrom(" ", "\n", " /* on t (x) */ ", " -- on t (x)\n");
  fc.assert(
    fc.property(name, name, blank, (table, index, between) => {
      const head = `create index concurrently ${quoteName(index)}${between}on${between}${quoteName(table)}`;
      const work = workIn(`select '${table.replaceAll("'", "''")}';${between}${head}${between}(a) where b`);
      assert.deepEqual(work, { ...INDEX, table: { name: table }, index, definition: "(a) where b" });
    }),
    { numRuns: 200 },
  );
});
