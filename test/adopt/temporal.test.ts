// A database as Temporal leaves it, taken over.

import assert from "node:assert/strict";
import { test } from "node:test";

import { adoptsWell, openYard, type Files } from "./adopting.ts";
import { SAMPLE } from "./sample.ts";
import { manifestOf, md5Of, reached, setUpAt, TEMPORAL_TABLES, versionFiles } from "./temporal-table.ts";

const FOLDER = "schema/postgresql/v12/temporal/versioned";

/** Its program takes CREATE, ALTER, INSERT, DROP and DO, and no END but that of a block. */
const REFUSED = new Set(["comments", "grants", "sum_function"]);
/** It takes them in upper case, and knows no quotes of dollars but `$$`. */
const written = (sql: string): string =>
  sql
    .replace("$$ touched; $$", "' touched; '")
    .replaceAll("$body$", "$$$$")
    .replaceAll(/^(?:create|alter|insert|drop|do)\b/gm, (word) => word.toUpperCase());

const CHANGES = SAMPLE.filter(({ name }) => !REFUSED.has(name)).map(({ name, up }) => ({
  name,
  up: written(up),
}));

/** 1.0 to 1.9, and on to 1.10: the order is that of the numbers. */
const versionOf = (index: number): string => `1.${index}`;

const below = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${FOLDER}/${path}`, text]));

test("a database of Temporal is adopted", async (t) => {
  const yard = await openYard(t);
  // One of two files, and one without any.
  const two = `1.${CHANGES.length}`;
  const none = `1.${CHANGES.length + 1}`;
  const files: Record<string, string> = {};
  for (const [index, { name, up }] of CHANGES.entries()) {
    Object.assign(files, versionFiles(versionOf(index), name.replaceAll("_", " "), up));
  }
  Object.assign(files, {
    [`v${two}/manifest.json`]: manifestOf(two, {
      Description: "two files",
      SchemaUpdateCqlFiles: ["z_first.sql", "a_second.sql"],
    }),
    [`v${two}/z_first.sql`]: "-- without its semicolon\nCREATE TABLE shop.first (id int) -- here",
    [`v${two}/a_second.sql`]: "ALTER TABLE shop.first ADD COLUMN name text;\n",
    "v1_old/manifest.json": "{}",
    [`v${two}/not_named.sql`]: "DROP SCHEMA shop;\n",
    [`v${none}/manifest.json`]: manifestOf(none, { SchemaUpdateCqlFiles: [], AllowNoCqlFiles: true }),
  });
  await yard.write(below(files));
  await yard.write({
    "schema/cassandra/temporal/versioned/v1.0/manifest.json": files["v1.0/manifest.json"] ?? "",
    "schema/mysql/v8/temporal/versioned/v1.0/manifest.json": files["v1.0/manifest.json"] ?? "",
  });

  const changes = [
    ...CHANGES.map(({ up }) => up),
    "CREATE TABLE shop.first (id int); ALTER TABLE shop.first ADD COLUMN name text;",
    "",
  ];
  for (const sql of changes) await yard.sql(sql);
  const rows = changes.map((_sql, index) =>
    reached({
      ...{ version: versionOf(index), before: index === 0 ? "0.0" : versionOf(index - 1) },
      md5: md5Of(files[`v${versionOf(index)}/manifest.json`] ?? ""),
    }),
  );
  await yard.sql(`${TEMPORAL_TABLES}${setUpAt("0.0")}${setUpAt("0.0")}${rows.join("")}`);
  assert.ok(changes.length > 20, `${changes.length}`);
  await adoptsWell(t, yard, {
    tool: "temporal",
    applied: changes.length,
    tables: ["public.schema_version", "public.schema_update_history"],
  });
});
