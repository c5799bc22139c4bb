// Others hold what a migration needs: they are named, waited for without queueing, and never pushed aside.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";

import type { Retry } from "../../src/apply/watch.ts";
import type { Blocker } from "../../src/core/blocker.ts";
import { connect } from "../../src/database/database.ts";
import { startEmbedded } from "../../src/database/embedded/embedded.ts";
import { migrate } from "../../src/flow/migrate.ts";
import { realWorld } from "../../src/world/world.ts";
import { testDatabase, testDirectory, testSession } from "../support/server.ts";
import { writeFolder } from "./fixture.ts";
import { journeyOf, within } from "./runner.ts";
import type { Differently } from "./runner.ts";

const SETUP = "create table notes (id int); create table others (id int)";
const ADD_COLUMN = "alter table notes add column word text;\n";
/** The lock is hidden in a block, where no parser sees it: only lock_timeout protects. */
const LOCK_UNSEEN = "do $$ begin alter table notes add column word text; end $$;\n";

async function folderFor(context: TestContext, sql: string): Promise<string> {
  const folder = join(await testDirectory(context), "migrations");
  return writeFolder(folder, { "20250101_000000_it.sql": sql });
}

async function databaseFor(context: TestContext): Promise<string> {
  const url = await testDatabase(context);
  await using session = await testSession(url);
  await session.run(SETUP);
  return url;
}

interface Heard {
  readonly onBlocked?: (blockers: readonly Blocker[]) => void;
  readonly onRetrying?: (retry: Retry) => void;
}

/** `up` with somebody listening. */
function upHeard(
  url: string,
  folder: string,
  { onBlocked, onRetrying, ...differently }: Heard & Differently,
) {
  const journey = journeyOf(url, folder, differently);
  const audience = {
    ...journey.audience,
    blocked: (_: unknown, blockers: readonly Blocker[]) => onBlocked?.(blockers),
    retrying: (_: unknown, retry: Retry) => onRetrying?.(retry),
  };
  return within(migrate({ ...journey, audience }, { allowOutOfOrder: false }), "up");
}

test("a running pg_dump is named, and nothing queues behind us", async (context) => {
  const url = await databaseFor(context);
  const folder = await folderFor(context, ADD_COLUMN);
  await using dump = await connect(url, { applicationName: "pg_dump" });
  await dump.run("begin; select from notes");
  await using old = await testSession(url);
  const lookOld =
    "select xact_start < clock_timestamp() - interval '300 ms' as old from pg_stat_activity where pid = $1";
  while ((await old.query<{ old: boolean }>(lookOld, [dump.backendPid]))[0]?.old !== true);
  const blocked: Blocker[] = [];
  const outcome = await upHeard(url, folder, {
    limits: { lockWaitMs: 300 },
    onBlocked: (blockers) => void blocked.push(...blockers),
  });
  assert.equal(outcome.failure?.code, "in-the-way");
  assert.match(
    outcome.failure?.message ?? "",
    new RegExp(`running pg_dump holds notes, pid ${dump.backendPid}`),
  );
  assert.equal(blocked[0]?.kind, "dump");
  assert.deepEqual(outcome.applied, []);
});

test("who holds only the parent of a table that goes is waited for as well", async (context) => {
  const url = await databaseFor(context);
  const folder = await folderFor(context, "drop table stays;\n");
  await using holder = await connect(url, { applicationName: "pg_dump" });
  await holder.run(
    "create table guests (id int primary key); create table stays (guest int references guests)",
  );
  await holder.run("begin; select from guests");
  await holder.run("select pg_sleep(0.3)");
  const outcome = await upHeard(url, folder, { limits: { lockWaitMs: 300 } });
  assert.equal(outcome.failure?.code, "in-the-way");
  assert.match(outcome.failure?.message ?? "", /running pg_dump holds guests/);
});

test("whoever holds the table in an old transaction is waited for, and told once", async (context) => {
  const url = await databaseFor(context);
  const folder = await folderFor(context, ADD_COLUMN);
  await using holder = await testSession(url);
  await holder.run("begin; select from notes; select pg_sleep(0.3)");
  let blocked = 0;
  const ends: Promise<unknown>[] = [];
  const outcome = await upHeard(url, folder, {
    onBlocked: () => {
      blocked += 1;
      ends.push(holder.run("commit"));
    },
  });
  await Promise.all(ends);
  assert.equal(outcome.failure?.message, undefined);
  assert.equal(blocked, 1);
});

test("a prepared transaction in the way is named", async (context) => {
  const dataDirectory = join(await testDirectory(context), "prepared");
  const settings = { fsync: "off", max_prepared_transactions: "5" };
  const { url } = await startEmbedded(realWorld(), { dataDirectory, server: "embedded", settings });
  await using session = await testSession(url);
  await session.run(SETUP);
  await session.run("begin; insert into notes values (1); prepare transaction 'left behind'");
  const folder = await folderFor(context, ADD_COLUMN);
  const outcome = await upHeard(url, folder, { limits: { lockWaitMs: 300 } });
  assert.equal(outcome.failure?.code, "in-the-way");
  assert.match(outcome.failure?.message ?? "", /prepared transaction .*holds notes/);
  assert.match(outcome.failure?.hint ?? "", /ROLLBACK PREPARED/);
  await session.run("rollback prepared 'left behind'");
});

test("a lock that is not had in time is tried again", async (context) => {
  const url = await databaseFor(context);
  const folder = await folderFor(context, LOCK_UNSEEN);
  await using holder = await testSession(url);
  await holder.run("begin; insert into notes values (1)");
  const retries: Retry[] = [];
  const ends: Promise<unknown>[] = [];
  const outcome = await upHeard(url, folder, {
    onRetrying: (retry) => {
      retries.push(retry);
      if (retries.length === 2) ends.push(holder.run("commit"));
    },
  });
  await Promise.all(ends);
  assert.equal(outcome.failure?.message, undefined);
  assert.ok(retries.length >= 2);
  assert.match(retries[0]?.reason ?? "", /lock timeout/);
});

test("after the last try the step is rolled back and the failure says why", async (context) => {
  const url = await databaseFor(context);
  const folder = await folderFor(context, `insert into others values (1);\n${LOCK_UNSEEN}`);
  await using holder = await testSession(url);
  await holder.run("begin; insert into notes values (1)");
  let retries = 0;
  const outcome = await upHeard(url, folder, {
    limits: { lockTriesMax: 3, statementTimeoutMs: 5_000 },
    onRetrying: () => void (retries += 1),
  });
  assert.equal(outcome.failure?.code, "statement-failed");
  assert.match(outcome.failure?.message ?? "", /_it\.sql:2: .*lock timeout/);
  assert.equal(retries, 2);
  assert.deepEqual(await holder.query("select from others"), []);
});

test("a deadlock is tried again", async (context) => {
  const url = await databaseFor(context);
  const folder = await folderFor(
    context,
    "-- lockkeeper: lock-timeout=30s\n" +
      "do $$ begin lock table notes; end $$;\ndo $$ begin lock table others; end $$;\n",
  );
  await using holder = await testSession(url);
  // The server ends whoever looks first: that shall be the runner.
  await holder.run("set deadlock_timeout = '30s'; begin; lock table others");
  const retries: Retry[] = [];
  const running = upHeard(url, folder, { onRetrying: (retry) => void retries.push(retry) });
  await using admin = await testSession(url);
  const waits = "select from pg_locks where not granted and relation = 'others'::regclass";
  while ((await admin.query(waits)).length === 0);
  await holder.run("lock table notes");
  await holder.run("commit");
  assert.equal((await running).failure?.message, undefined);
  assert.match(retries[0]?.reason ?? "", /deadlock/);
});

test("no other error is tried again", async (context) => {
  const url = await databaseFor(context);
  const folder = await folderFor(context, "insert into notes values (1);\nselect 1 / 0;\n");
  let retries = 0;
  const outcome = await upHeard(url, folder, { onRetrying: () => void (retries += 1) });
  assert.equal(outcome.failure?.code, "statement-failed");
  assert.equal(retries, 0);
  await using session = await testSession(url);
  const rows = await session.query("select event from lockkeeper.journal");
  assert.deepEqual(rows, [{ event: "failed" }]);
  assert.deepEqual(await session.query("select from notes"), []);
});
