// The way back: what we have applied is handed to another tool, which finds nothing to do and goes on.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";

import { compareSnapshots, takeSnapshot } from "../../src/catalog/catalog.ts";
import type { Snapshot } from "../../src/core/catalog.ts";
import { testSession } from "../support/server.ts";
import { copyOf, hasProgram, openYard, peer, type Yard } from "./adopting.ts";
import { SAMPLE } from "./sample.ts";

/** A database that we have changed, and our files: two of them of one day, as nearly all of the sample are. */
async function openOurs(context: TestContext): Promise<Yard> {
  const yard = await openYard(context);
  const stemOf = (stamp: string, name: string): string =>
    `migrations/${stamp.slice(0, 8)}_${stamp.slice(8)}_${name}`;
  await yard.write(
    Object.fromEntries(
      // A name that ends in `down` would be a rollback with us.
      SAMPLE.map((each) => ({ ...each, name: each.name.replace(/_down$/, "_less") })).flatMap(
        ({ stamp, name, up, down }) => [
          [`${stemOf(stamp, name)}.sql`, `-- Intent: ${name}\n-- Rollback: none; -- changeset\n${up}\n`],
          [`${stemOf(stamp, name)}_down.sql`, `${down}\n`],
        ],
      ),
    ),
  );
  const up = await yard.lockkeeper("up");
  assert.deepEqual([up.failure, up.applied.length], [undefined, SAMPLE.length]);
  return yard;
}

/** Exports, runs the history as the team does, and takes our own journal away. */
async function handOver(yard: Yard, tool: string): Promise<readonly string[]> {
  const told = await yard.lockkeeper("export", tool, "theirs");
  assert.deepEqual([told.failure, told.code], [undefined, 0]);
  await yard.sql(await readFile(join(yard.directory, "theirs/history.sql"), "utf8"));
  await assert.rejects(
    yard.sql(await readFile(join(yard.directory, "theirs/history.sql"), "utf8")),
    /has rows already/,
  );
  await yard.sql("drop schema lockkeeper cascade");
  return (await readdir(join(yard.directory, "theirs/migrations"))).toSorted();
}

async function schemaOf(yard: Yard): Promise<Snapshot> {
  await using session = await testSession(yard.url);
  return await takeSnapshot(session);
}

const dbmate = peer("dbmate");

test("dbmate goes on", { skip: dbmate === undefined && "dbmate is not installed" }, async (t) => {
  const yard = await openOurs(t);
  const files = await handOver(yard, "dbmate");
  assert.equal(new Set(files.map((file) => file.slice(0, 14))).size, SAMPLE.length);
  const before = await schemaOf(yard);
  const run = (...words: readonly string[]): Promise<string> =>
    yard.run(dbmate ?? "", ["--no-dump-schema", "-d", "theirs/migrations", ...words], {
      DATABASE_URL: `${yard.url}?sslmode=disable`,
    });
  assert.match(await run("status"), /Pending: 0/);
  assert.equal(await run("up"), "");
  assert.deepEqual(compareSnapshots(before, await schemaOf(yard)), []);
  await yard.write({
    "theirs/migrations/20260601090000_theirs.sql":
      "-- migrate:up\ncreate table theirs (id int);\n-- migrate:down\ndrop table theirs;\n",
  });
  await run("up");
  assert.equal((await yard.sql("select to_regclass('theirs')::text as name"))[0]?.["name"], "theirs");
  // And all the way back, by their files.
  for (let left = SAMPLE.length; left >= 0; left -= 1) await run("rollback");
  assert.equal((await yard.sql("select to_regnamespace('shop')::text as name"))[0]?.["name"], null);
});

for (const tool of ["goose", "golang-migrate", "flyway", "liquibase"]) {
  test(`what ${tool} reads is adopted again`, async (t) => {
    const yard = await openOurs(t);
    await handOver(yard, tool);
    const told = await yard.lockkeeper(
      "adopt",
      tool,
      "--source-dir",
      "theirs",
      "--migrations-dir",
      "again",
      "--convert",
    );
    assert.deepEqual(
      [told.failure, told.adopted.length],
      [undefined, SAMPLE.length],
      JSON.stringify(told.problems),
    );
  });
}

const LIQUIBASE = join(import.meta.dirname, "../peers/node_modules/liquibase/dist/liquibase");
const noLiquibase = !existsSync(LIQUIBASE) || !hasProgram("java");

test("Liquibase goes on", { skip: noLiquibase && "Liquibase or Java is not installed" }, async (t) => {
  const yard = await openOurs(t);
  const files = await handOver(yard, "liquibase");
  assert.ok(files.includes("changelog.yaml"));
  await yard.write({
    "theirs/migrations/20260601090000_theirs.sql":
      "--liquibase formatted sql\n--changeset somebody:1\ncreate table theirs (id int);\n--rollback drop table theirs;\n",
    "theirs/migrations/changelog.yaml": `${await readFile(join(yard.directory, "theirs/migrations/changelog.yaml"), "utf8")}  - include:
      file: 20260601090000_theirs.sql
      relativeToChangelogFile: true
`,
  });
  const { hostname, port, pathname, username, password } = new URL(yard.url);
  const before = await yard.sql("select id, md5sum from databasechangelog order by orderexecuted");
  await yard.run("java", [
    ...[
      "-cp",
      ["internal/lib/*", "lib/*", "internal/lib/liquibase-core.jar"]
        .map((path) => join(LIQUIBASE, path))
        .join(":"),
    ],
    "liquibase.integration.commandline.LiquibaseCommandLine",
    `--search-path=${join(yard.directory, "theirs/migrations")}`,
    "update",
    "--changelog-file=changelog.yaml",
    `--url=jdbc:postgresql://${hostname}:${port}${pathname}`,
    `--username=${decodeURIComponent(username)}`,
    `--password=${decodeURIComponent(password)}`,
  ]);
  const after = await yard.sql("select id, md5sum from databasechangelog order by orderexecuted");
  assert.equal(after.length, before.length + 1);
  assert.deepEqual(after.slice(0, -1), before);
  assert.equal((await yard.sql("select to_regclass('theirs')::text as name"))[0]?.["name"], "theirs");
});

interface Refusal {
  readonly title: string;
  readonly words: readonly string[];
  readonly spoil?: (yard: Yard) => Promise<unknown>;
  readonly told: RegExp;
}

const REFUSALS: readonly Refusal[] = [
  { title: "a tool that is not known", words: ["rails", "theirs"], told: /does not write files of `rails`/ },
  {
    title: "a folder with something in it",
    words: ["goose", "migrations"],
    told: /migrations is there already, and not empty/,
  },
  {
    title: "a file that was edited after it was applied",
    words: ["goose", "theirs"],
    spoil: (yard) => yard.write({ "migrations/20240101_090000_a.sql": "create table other (id int);\n" }),
    told: /20240101_090000_a\.sql was edited after it was applied/,
  },
  {
    title: "an applied one without its file",
    words: ["goose", "theirs"],
    spoil: (yard) => yard.run("rm", ["migrations/20240101_090000_a.sql"]),
    told: /20240101_090000 a is applied, and its file is not in the folder/,
  },
  {
    title: "a gap, which a single number cannot tell",
    words: ["golang-migrate", "theirs"],
    spoil: (yard) => yard.write({ "migrations/20240101_090030_b.sql": "select 1;\n" }),
    told: /20240101_090030_b\.sql is not applied, while a later one is/,
  },
];

test("what is in doubt is not exported", async (t) => {
  const ours = await openYard(t);
  await ours.write({
    "migrations/20240101_090000_a.sql": "create table a (id int);\n",
    "migrations/20240101_090100_c.sql": "create table c (id int);\n",
  });
  assert.equal((await ours.lockkeeper("up")).applied.length, 2);
  for (const { title, words, spoil, told } of REFUSALS) {
    await t.test(title, async (context) => {
      const yard = await copyOf(ours, context);
      await spoil?.(yard);
      const { code, failure, problems } = await yard.lockkeeper("export", ...words);
      assert.match([failure?.message, ...problems.map(({ message }) => message)].join("\n"), told);
      assert.notEqual(code, 0);
      assert.equal(existsSync(join(yard.directory, "theirs")), false);
    });
  }
});
