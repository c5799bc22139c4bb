// Files of other tools that are adopted without being converted: they run as they are, and the next one is named as theirs.

import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { openYard, type Files, type Yard } from "./adopting.ts";
import { UPS } from "./damaged.ts";
import { rowOf, TABLE } from "./flyway-table.ts";

const STAMPS = ["20240101090000", "20240102090000", "20240103090000"];

interface Case {
  readonly tool: string;
  readonly directory: string;
  readonly format: string;
  readonly fileOf: (stamp: string, up: string) => Files;
  readonly history: string;
  /** Of the files that `new` writes, relative to the folder. */
  readonly names: readonly RegExp[];
  /** The text of the file that `new` has written, with statements in it. */
  readonly filled: (text: string) => string;
  /** False where the tool's files have no way back. */
  readonly goesBack: boolean;
}

const CREATE = "create table one_more (id bigint primary key);\n";
const DROP = "drop table one_more;\n";

const values = (row: (stamp: string, up: string) => string): string =>
  STAMPS.map((stamp, at) => row(stamp, UPS[at] ?? "")).join(", ");

const CASES: readonly Case[] = [
  {
    tool: "dbmate",
    directory: "db/migrations",
    format: "dbmate",
    fileOf: (stamp, up) => ({ [`${stamp}_x.sql`]: `-- migrate:up\n${up}\n-- migrate:down\nselect 1;\n` }),
    history: `create table schema_migrations (version varchar primary key);
      insert into schema_migrations values ${values((stamp) => `('${stamp}')`)};`,
    names: [/^\d{14}_one_more\.sql$/],
    filled: (text) => `${text.replace("-- migrate:down", `${CREATE}$&`)}${DROP}`,
    goesBack: true,
  },
  {
    tool: "goose",
    directory: "db",
    format: "goose",
    fileOf: (stamp, up) => ({ [`${stamp}_x.sql`]: `-- +goose Up\n${up}\n-- +goose Down\nselect 1;\n` }),
    history: `create table goose_db_version (id serial, version_id bigint, is_applied bool, tstamp timestamp default now());
      insert into goose_db_version (version_id, is_applied) values (0, true), ${values((stamp) => `(${stamp}, true)`)};`,
    names: [/^\d{14}_one_more\.sql$/],
    filled: (text) => `${text.replace("-- +goose Down", `${CREATE}$&`)}${DROP}`,
    goesBack: true,
  },
  {
    tool: "supabase",
    directory: "supabase/migrations",
    format: "plain",
    fileOf: (stamp, up) => ({ [`${stamp}_x.sql`]: up }),
    history: `create schema supabase_migrations;
      create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
      insert into supabase_migrations.schema_migrations values ${values((stamp, up) => `('${stamp}', array[$q$${up}$q$], 'x')`)};`,
    names: [/^\d{14}_one_more\.sql$/],
    filled: (text) => `${text}${CREATE}`,
    goesBack: false,
  },
  {
    tool: "prisma",
    directory: "prisma/migrations",
    format: "prisma",
    fileOf: (stamp, up) => ({
      [`${stamp}_x/migration.sql`]: up,
      "migration_lock.toml": 'provider = "postgresql"\n',
    }),
    history: `create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64), finished_at timestamptz,
        migration_name varchar(255), rolled_back_at timestamptz, started_at timestamptz default now());
      insert into _prisma_migrations (id, checksum, finished_at, migration_name) values
        ${values((stamp, up) => `('${stamp}', '${hash("sha256", up, "hex")}', now(), '${stamp}_x')`)};`,
    names: [/^\d{14}_one_more\/migration\.sql$/, /^\d{14}_one_more\/down\.sql$/],
    filled: (text) => (text.includes("undoes") ? `${text}${DROP}` : `${text}${CREATE}`),
    goesBack: true,
  },
];

for (const each of CASES) {
  test(`the files of ${each.tool} run as they are`, async (t) => {
    const { tool, directory, format, fileOf, history } = each;
    const yard = await openYard(t);
    const files = STAMPS.map((stamp, at) => Object.entries(fileOf(stamp, UPS[at] ?? "")));
    await yard.write(Object.fromEntries(files.flat().map(([path, text]) => [`${directory}/${path}`, text])));
    await yard.sql(`${UPS.join("")}${history}`);

    const there = ["--migrations-dir", directory];
    const done = await yard.lockkeeper("adopt", tool, ...there);
    assert.deepEqual(
      [done.failure, done.adopted.map(({ version }) => version)],
      [undefined, STAMPS],
      JSON.stringify(done),
    );
    assert.deepEqual(done.files, []);
    assert.equal((await yard.lockkeeper("adopt", tool, ...there)).outcome, "idle");
    assert.equal((await yard.lockkeeper("up", ...there)).outcome, "idle");
    await oneMore(yard, each);
    const status = await yard.lockkeeper("status", ...there);
    assert.equal(status.applied.length, each.goesBack ? 3 : 4, format);
  });
}

async function oneMore(yard: Yard, { directory, names, filled, goesBack }: Case): Promise<void> {
  const there = ["--migrations-dir", directory];
  const { files } = await yard.lockkeeper("new", "one more", ...there);
  assert.equal(files.length, names.length);
  for (const [at, file] of files.entries()) {
    assert.match(file.slice(directory.length + 1), names[at] ?? /^$/);
    const path = join(yard.directory, file);
    await writeFile(path, filled(await readFile(path, "utf8")));
  }
  const up = await yard.lockkeeper("up", ...there);
  assert.deepEqual([up.failure, up.applied.length], [undefined, 1]);
  const down = await yard.lockkeeper("down", "--yes", ...there);
  if (goesBack) assert.equal(down.failure, undefined);
  else assert.match(down.failure?.message ?? "", /one_more/);
}

test("the files of Flyway run as they are, below a configuration", async (t) => {
  const yard = await openYard(t);
  const there = ["--migrations-dir", "src/main/resources/db/migration"];
  const files = {
    "V1__a.sql": UPS[0] ?? "",
    "2024/V1_1__b.sql": UPS[1] ?? "",
    "2024/V1.10__c.sql": UPS[2] ?? "",
    "2024/U1.10__c.sql": "drop table c;\n",
  };
  await yard.write({
    "src/main/resources/application.properties": "spring.flyway.table=versions\n",
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`${there[1] ?? ""}/${path}`, text])),
  });
  const row = (rank: number, version: string, path: keyof typeof files): string =>
    rowOf({ rank, version, description: "x", script: path, text: files[path] });
  const rows = [
    row(1, "1", "V1__a.sql"),
    row(2, "1.1", "2024/V1_1__b.sql"),
    row(3, "1.10", "2024/V1.10__c.sql"),
  ];
  await yard.sql(
    `${UPS.join("")}${TABLE}${rows.join("")} alter table flyway_schema_history rename to versions`,
  );

  const elsewhere = await yard.lockkeeper("adopt", "flyway", "--migrations-dir", "other");
  assert.match(
    elsewhere.failure?.hint ?? "",
    /or name theirs: --migrations-dir src\/main\/resources\/db\/migration$/,
  );
  const done = await yard.lockkeeper("adopt", "flyway", ...there);
  assert.deepEqual(
    [done.failure, done.adopted.map(({ version }) => version), done.files],
    [undefined, ["1", "1.1", "1.10"], []],
    JSON.stringify(done.problems),
  );
  assert.equal((await yard.lockkeeper("adopt", "flyway", ...there)).outcome, "idle");
  assert.equal((await yard.lockkeeper("up", ...there)).outcome, "idle");
  const { files: made } = await yard.lockkeeper("new", "one more", ...there);
  assert.deepEqual(
    made.map((path) => path.slice(path.lastIndexOf("/") + 1)),
    ["V1.11__one_more.sql", "U1.11__one_more.sql"],
  );
  await yard.write({ [made[0] ?? ""]: CREATE, [made[1] ?? ""]: DROP });
  const up = await yard.lockkeeper("up", ...there);
  assert.deepEqual([up.failure, up.applied.map(({ version }) => version)], [undefined, ["1.11"]]);
  const down = await yard.lockkeeper("down", "--to", "1.1", "--yes", ...there);
  assert.deepEqual([down.failure, down.applied.map(({ version }) => version)], [undefined, ["1.11", "1.10"]]);
});

test("repeatables of Flyway are not run as they are", async (t) => {
  const yard = await openYard(t);
  await yard.write({
    "db/V1__a.sql": UPS[0] ?? "",
    "db/R__v.sql": "create or replace view v as select 1 as x;\n",
  });
  await yard.sql(
    `${UPS[0] ?? ""}${TABLE}${rowOf({ rank: 1, version: "1", description: "a", script: "V1__a.sql", text: UPS[0] ?? "" })}`,
  );
  const told = await yard.lockkeeper("adopt", "flyway", "--migrations-dir", "db");
  assert.deepEqual(
    [told.code === 0, told.failure?.message],
    [false, "Files of Flyway are not run as they are, such as R__v.sql."],
  );
});

test("a fix is not written into a file that holds both ways", async (t) => {
  const yard = await openYard(t);
  const file = "db/20250101000000_index.sql";
  const text =
    "-- why\n-- migrate:up\ncreate index a_id on a (id);\n\n-- migrate:down\ndrop index if exists a_id;\n";
  await yard.write({
    "db/20240101090000_a.sql": "-- migrate:up\ncreate table a (id int);\n\n-- migrate:down\ndrop table a;\n",
    [file]: text,
  });
  const { fixes } = await yard.lockkeeper("lint", "--fix", "--migrations-dir", "db");
  assert.deepEqual(fixes?.files, []);
  assert.match(fixes.unproven[0]?.reason ?? "", /It holds the way back as well/);
  assert.equal(await readFile(join(yard.directory, file), "utf8"), text);
});

test("the files of Flyway run in the order of their parts, and the next one goes on", async (t) => {
  const yard = await openYard(t);
  const there = ["--migrations-dir", "db"];
  await yard.write({
    "db/V1__a.sql": "create table a (id int);\n",
    "db/V1.9__b.sql": "alter table a add b int;\n",
    "db/V1_10__c.sql": "alter table a rename b to c;\n",
    "db/U1.10__c.sql": "alter table a rename c to b;\n",
    "db/below/V1.2__d.sql": "alter table a add d int;\n",
  });
  const up = await yard.lockkeeper("up", ...there);
  assert.deepEqual(
    [up.failure, up.applied.map(({ version }) => version)],
    [undefined, ["1", "1.2", "1.9", "1.10"]],
  );
  const { files } = await yard.lockkeeper("new", "one more", ...there);
  assert.deepEqual(files, ["db/V1.11__one_more.sql", "db/U1.11__one_more.sql"]);
  await yard.write({ "db/V1.11__one_more.sql": CREATE, "db/U1.11__one_more.sql": DROP });
  assert.equal((await yard.lockkeeper("up", ...there)).failure, undefined);
  const down = await yard.lockkeeper("down", "--to", "1.9", "--yes", ...there);
  assert.deepEqual([down.failure, down.applied.map(({ version }) => version)], [undefined, ["1.11", "1.10"]]);
  await yard.write({ "db/below/V1.3__late.sql": "select 1;\n" });
  const late = await yard.lockkeeper("up", ...there);
  assert.equal(late.failure?.code, "out-of-order");
  assert.equal((await yard.lockkeeper("renumber", "--yes", ...there)).failure, undefined);
  assert.equal((await yard.lockkeeper("status", ...there)).pending.at(-1)?.name, "late");
  assert.deepEqual(await readdir(join(yard.directory, "db/below")), ["V1.12__late.sql", "V1.2__d.sql"]);
});
