// SIGINT and SIGTERM at any time: the statement is cancelled, its step rolled back, and the next run goes on.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";

import { EXIT_CODES } from "../../src/core/failure.ts";
import { DEPLOY_LOCK_KEY } from "../../src/database/deploy-lock.ts";
import { testDatabase, testDirectory, testSession } from "../support/server.ts";
import { eachPoint, messagePoints } from "./cut-points.ts";
import { startCutProxy } from "./cut-proxy.ts";
import { MIGRATIONS, writeFolder } from "./fixture.ts";
import { ownDatabase } from "./own-database.ts";
import { startUp, upHere } from "./runner.ts";
import { assertWhole } from "./snapshot.ts";
import { undisturbed } from "./undisturbed.ts";
import { until } from "./until.ts";

const INTERRUPTIONS = 12;
const SETUP = "create table notes (id int)";

interface Case {
  readonly name: string;
  readonly sql: string;
  /** What another session holds meanwhile. */
  readonly hold?: string;
  /** True once the command is where it shall be interrupted. */
  readonly reached: string;
  readonly flags?: readonly string[];
  /** What the journal then says. */
  readonly events: readonly string[];
}

const ACTIVE =
  "select count(*) > 0 as yes from pg_stat_activity where datname = current_database() and query";

const CASES: readonly Case[] = [
  {
    name: "while a statement runs",
    sql: "insert into notes values (1);\nselect pg_sleep(50);\n",
    reached: `${ACTIVE} = 'select pg_sleep(50)' and state = 'active'`,
    events: ["failed"],
  },
  {
    name: "while migrations travel together",
    sql: "insert into notes values (1);\ndo $$ begin perform pg_sleep(50); end $$;\n",
    reached: `${ACTIVE} like 'do %pg_sleep(50)%' and state = 'active'`,
    events: ["failed"],
  },
  {
    name: "while somebody is in the way",
    sql: "alter table notes add column word text;\n",
    hold: "begin; insert into notes values (2); select pg_sleep(0.3)",
    // The server shows a query's first 1,024 bytes only.
    reached: `${ACTIVE} like '%as given(relation text, shown text%' and application_name like 'lockkeeper 0%'`,
    events: ["failed"],
  },
  {
    name: "while another deployer works",
    sql: "insert into notes values (1);\n",
    hold: `select pg_advisory_lock(${DEPLOY_LOCK_KEY.join(", ")})`,
    reached: `${ACTIVE} like '%pg_catalog.pg_locks%' and application_name like 'lockkeeper 0%'`,
    flags: ["--wait", "100s"],
    events: [],
  },
  {
    name: "while an index is built concurrently",
    sql: "create index concurrently notes_id on notes (id);\n",
    hold: "begin; insert into notes values (2)",
    reached: `${ACTIVE} like 'create index concurrently%' and wait_event_type = 'Lock'`,
    events: ["begun", "failed"],
  },
];

for (const [index, { name, sql, hold, reached, flags = [], events }] of CASES.entries()) {
  const signal = index % 2 === 0 ? "SIGINT" : "SIGTERM";
  test(`${signal} ${name} ends the command with its own code`, async (context) => {
    const { url, folder } = await stageFor(context, sql);
    await using admin = await testSession(url);
    await using holder = await testSession(url);
    if (hold !== undefined) await holder.run(hold);
    const running = startUp(url, folder, flags);
    await until(async () => (await admin.query<{ yes: boolean }>(reached))[0]?.yes === true, reached);
    running.child.kill(signal);
    const { exit, told, err } = await running.ended;
    assert.equal(exit, EXIT_CODES.interrupted, JSON.stringify({ told, err }));
    assert.equal(told?.failure?.code, "interrupted");
    assert.deepEqual(await admin.query("select from notes where id = 1"), [], "the step is rolled back");
    const journal = await admin.query<{ there: boolean }>(
      "select to_regclass('lockkeeper.journal') is not null as there",
    );
    const rows =
      journal[0]?.there === true
        ? await admin.query<{ event: string }>("select event from lockkeeper.journal order by entry")
        : [];
    assert.deepEqual(
      rows.map(({ event }) => event),
      events,
    );
    const left =
      "select from pg_stat_activity where datname = current_database() and application_name like 'lockkeeper 0%'";
    await until(async () => (await admin.query(left)).length === 0, "its sessions are gone");
  });
}

async function stageFor(
  context: TestContext,
  sql: string,
): Promise<{ readonly url: string; readonly folder: string }> {
  const url = await testDatabase(context);
  await using session = await testSession(url);
  await session.run(SETUP);
  const folder = join(await testDirectory(context), "migrations");
  writeFolder(folder, {
    "20250101_000000_it.sql": sql,
    "20250101_000001_next.sql": "create table next ();\n",
  });
  return { url, folder };
}

test("an interruption at any message of a run leaves nothing half-done", async (context) => {
  const { folder, snapshot, seen } = await undisturbed(context);
  await eachPoint(context, messagePoints(seen, INTERRUPTIONS), async ({ side, number }) => {
    await using database = await ownDatabase();
    const { url } = database;
    const interruption = new AbortController();
    await using proxy = await startCutProxy(url, (message) => {
      if (message.side === side && message.number === number) interruption.abort();
      return "pass";
    });
    const first = await upHere(proxy.url, folder, { signal: interruption.signal });
    if (first.failure) assert.equal(first.failure.code, "interrupted", first.failure.message);
    else assert.equal(first.applied.length, MIGRATIONS);
    const again = await upHere(url, folder);
    assert.equal(again.failure?.message, undefined, "the run after it");
    assert.equal(first.applied.length + again.applied.length, MIGRATIONS, "each is told once");
    await assertWhole({ url, folder, snapshot, migrations: MIGRATIONS });
  });
});
