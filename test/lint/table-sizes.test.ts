// Lint with a target: findings say how large the tables are, and small ones are told apart where that is asked for.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";

import { testDatabase, testDirectory, testSession } from "../support/server.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");
const TABLES = `
create table few (id bigint primary key, a int);
create table many (id bigint primary key, a int);
create table uncounted (id bigint primary key, a int);
create table parts (id bigint primary key, a int) partition by range (id);
create table parts_1 partition of parts for values from (0) to (3000);
create table parts_2 partition of parts for values from (3000) to (6000);
`;
const ROWS = `
insert into few select n, n from generate_series(1, 500) as n;
insert into many select n, n from generate_series(1, 20000) as n;
insert into parts select n, n from generate_series(1, 5000) as n;
analyze few, many, parts_1, parts_2;
alter table uncounted set (autovacuum_enabled = false);
insert into uncounted select n, n from generate_series(1, 20000) as n;
`;
const CHANGES = `
create index on few (a);
create index on many (a);
create index on uncounted (a);
create index on parts (a);
alter table few add column b int not null;
alter table never_there add constraint c check (a > 0);
`;

interface Found {
  readonly rule: string;
  readonly class: string;
  readonly severity: string;
  readonly message: string;
}

async function project(context: TestContext): Promise<{ readonly directory: string; readonly url: string }> {
  const [directory, url] = [await testDirectory(context), await testDatabase(context)];
  mkdirSync(join(directory, "migrations"));
  writeFileSync(join(directory, "migrations/20240101_090000_create_tables.sql"), TABLES);
  writeFileSync(join(directory, "migrations/20240102_090000_change_tables.sql"), CHANGES);
  await using session = await testSession(url);
  await session.run(TABLES);
  await session.run(ROWS);
  return { directory, url };
}

function hazardsAndNotes(cwd: string, args: readonly string[]): ReadonlyMap<string, Found> {
  const { stdout } = spawnSync(process.execPath, [MAIN, "lint", "--json", ...args], {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: cwd },
  });
  const { findings } = JSON.parse(stdout) as { findings: readonly Found[] };
  const timed = findings.filter(({ rule }) =>
    /^(?:index-(?:not|on)|column-not-null|constraint-not)/.test(rule),
  );
  return new Map(timed.map((found) => [`${found.rule} ${/public\.(\w+)/.exec(found.message)?.[1]}`, found]));
}

const classes = (found: ReadonlyMap<string, Found>): readonly string[] =>
  [...found].map(([key, each]) => `${each.class} ${key}`);

test("a target tells how many rows its tables have", async (context) => {
  const { directory, url } = await project(context);
  const found = hazardsAndNotes(directory, ["--database-url", url]);
  assert.ok(
    [...found.values()].every((each) => each.class === "hazard"),
    classes(found).join(),
  );
  assert.match(found.get("index-not-concurrent few")?.message ?? "", /public\.few \(500 rows\)/);
  assert.match(found.get("index-not-concurrent many")?.message ?? "", /public\.many \(20 thousand rows\)/);
  assert.match(found.get("index-not-concurrent uncounted")?.message ?? "", /\(\d\d thousand rows\)/);
  assert.match(found.get("index-on-partitioned parts")?.message ?? "", /public\.parts \(5000 rows\)/);
});

test("what only takes time is no hazard on a small table, where that is asked for", async (context) => {
  const { directory, url } = await project(context);
  writeFileSync(join(directory, "lockkeeper.yaml"), "small-table-rows: 1000\n");
  const found = hazardsAndNotes(directory, ["--database-url", url]);
  assert.deepEqual(
    classes(found).filter((each) => each.startsWith("advice")),
    ["advice index-not-concurrent few"],
  );
  const { message, severity } = found.get("index-not-concurrent few") ?? { message: "", severity: "" };
  assert.match(message, /No hazard here: the table has no more than 1000 rows on the target\.$/);
  assert.equal(severity, "note");
  assert.ok(found.has("column-not-null-no-default few"));
  assert.ok(classes(hazardsAndNotes(directory, [])).every((each) => each.startsWith("hazard")));
});
