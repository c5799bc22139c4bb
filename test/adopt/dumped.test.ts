// Databases whose files nobody can read, or that have none: taken over as their own dump.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { adoptsWell, openYard, type Yard } from "./adopting.ts";
import { findDumping } from "./dumps.ts";
import { SAMPLE } from "./sample.ts";

const dumping = await findDumping();
const skip = dumping === undefined && "no pg_dump of a server's own version is installed";

const fill = async (yard: Yard, without = ""): Promise<void> => {
  for (const { name, up } of SAMPLE) if (name !== without) await yard.sql(up);
};

/** Tables of Rails, and what it writes at the end of its dump. */
const RAILS = `
create table public.schema_migrations (version character varying not null primary key);
create table public.ar_internal_metadata (
  key character varying not null primary key, value character varying,
  created_at timestamp(6) without time zone not null, updated_at timestamp(6) without time zone not null
);
`;
const VERSIONS = `INSERT INTO "schema_migrations" (version) VALUES
('20240301090000'),
('20240201090000'),
('20240101090000');
`;

test("a database of Rails is adopted", { skip }, async (t) => {
  assert.ok(dumping);
  const yard = await openYard(t, dumping);
  // Rails dumps without privileges, so that what is granted shows as a difference.
  await fill(yard, "grants");
  await yard.sql(RAILS);
  const dump = await dumping.dump(yard.url, "--no-privileges", "--no-owner");
  await yard.sql(VERSIONS);
  await yard.write({
    "db/structure.sql": `${dump}\nSET search_path TO "$user", public;\n\n${VERSIONS}\n`,
    "db/migrate/20240301090000_grants.rb": "class Grants\nend\n",
  });
  const { adopted } = await adoptsWell(t, yard, {
    ...{ tool: "rails", applied: 1, timeless: true },
    tables: ["public.schema_migrations", "public.ar_internal_metadata"],
  });
  assert.deepEqual(
    adopted.map(({ version, id }) => [version, id]),
    [["20240301_090000", "20240301090000"]],
  );
  const text = await readFile(join(yard.directory, "migrations/20240301_090000_rails_structure.sql"), "utf8");
  assert.match(text, /^SET LOCAL search_path TO "\$user", public;$/m);
  assert.match(text, /^SELECT pg_catalog\.set_config\('search_path', '', true\);$/m);
  assert.doesNotMatch(text, /^SET (?!LOCAL)|_timeout|\\restrict/m);
});

test("a database without a history is adopted from its dump", { skip }, async (t) => {
  assert.ok(dumping);
  const yard = await openYard(t, dumping);
  await fill(yard);
  await yard.write({ "dump/shop.sql": await dumping.dump(yard.url) });
  const { adopted } = await adoptsWell(t, yard, { tool: "pg_dump", applied: 1, tables: [], timeless: true });
  assert.deepEqual(
    adopted.map(({ id }) => id),
    ["shop.sql"],
  );
  assert.deepEqual(await readdir(join(yard.directory, "migrations")), [
    "20000101_000001_baseline.sql",
    "origins.json",
  ]);
});
