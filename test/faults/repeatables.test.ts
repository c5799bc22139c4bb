// Repeatables that must go together, under cuts, kills and rivals: all of them are made anew, or none.

import assert from "node:assert/strict";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";

import { testDirectory, testSession } from "../support/server.ts";
import { cutPoints, eachPoint, messagePoints } from "./cut-points.ts";
import type { CutPoint } from "./cut-points.ts";
import { startCutProxy } from "./cut-proxy.ts";
import type { Side, Verdict } from "./cut-proxy.ts";
import { writeFolder } from "./fixture.ts";
import { ownDatabase } from "./own-database.ts";
import { hasPooler, startPooler } from "./pooler.ts";
import { FULL, runUp, startUp, upHere } from "./runner.ts";
import type { Running } from "./runner.ts";
import { assertWhole, snapshotOf } from "./snapshot.ts";
import type { Snapshot } from "./snapshot.ts";

const CUTS = 5;
const KILLS = 3;
const DEPLOYERS = FULL ? 10 : 4;

const TABLE = {
  "20250101_000001_orders.sql": "create table orders (id int primary key, total int not null);\n",
};

/** Before and after: `base` changes its columns under two others, `alone` its query only. */
const BEFORE = {
  "alone.sql": "create or replace view alone as select id from orders;\n",
  "base.sql": "create or replace view base as select id, total from orders;\n",
  "middle.sql": "create or replace view middle as select id from base;\n",
  "top.sql": "create or replace view top as select id from middle;\n",
};
const AFTER = {
  ...BEFORE,
  "alone.sql": "create or replace view alone as select id from orders where total > 0;\n",
  "base.sql": "create or replace view base as select total, id from orders;\n",
};
const REPEATED = ["alone", "base", "middle", "top"];

interface Ground {
  readonly before: string;
  readonly after: string;
  /** What a new database comes to with the files as they are in the end. */
  readonly snapshot: Snapshot;
  readonly seen: Readonly<Record<Side, number>>;
  /** The last messages before the deploy lock is asked for. */
  readonly started: Readonly<Record<Side, number>>;
}

async function makeReady(url: string, before: string): Promise<void> {
  const { failure } = await upHere(url, before);
  assert.equal(failure?.message, undefined);
  await using session = await testSession(url);
  await session.run("comment on view top is 'kept'");
}

async function groundOf(context: TestContext): Promise<Ground> {
  const directory = await testDirectory(context);
  const folder = (name: string, files: Readonly<Record<string, string>>): string => {
    const path = writeFolder(join(directory, name), TABLE);
    writeFolder(join(path, "repeatable"), files);
    return path;
  };
  const [before, after] = [folder("before", BEFORE), folder("after", AFTER)];
  await using fresh = await ownDatabase();
  await upHere(fresh.url, after);
  await using database = await ownDatabase();
  await makeReady(database.url, before);
  let started: Ground["started"] | undefined;
  await using proxy = await startCutProxy(database.url, ({ bytes }) => {
    if (bytes.includes("pg_try_advisory_lock")) started ??= { ...proxy.seen };
    return "pass";
  });
  const { applied } = await upHere(proxy.url, after);
  assert.deepEqual(
    applied.map(({ name }) => name),
    REPEATED,
  );
  assert.ok(started);
  return { before, after, started, snapshot: await snapshotOf(fresh.url), seen: { ...proxy.seen } };
}

/** The schema of a new database, each text journalled once more, and the comment where it was. */
async function assertDone(url: string, { after, snapshot }: Ground): Promise<void> {
  await assertWhole({ url, folder: after, snapshot, migrations: 1 });
  await using session = await testSession(url);
  const rows = await session.query(
    "select name, count(*)::int as times from lockkeeper.journal where event = 'repeated' group by name order by name",
  );
  assert.deepEqual(
    rows,
    REPEATED.map((name) => ({ name, times: 2 })),
  );
  const [comment] = await session.query("select obj_description('top'::regclass) as said");
  assert.equal(comment?.["said"], "kept");
}

async function cutAt({ verdict, side, number }: CutPoint, base: Ground): Promise<void> {
  await using database = await ownDatabase();
  const { url } = database;
  await makeReady(url, base.before);
  await using proxy = await startCutProxy(url, (message) =>
    message.side === side && message.number === number ? verdict : "pass",
  );
  const first = await upHere(proxy.url, base.after);
  if (number <= base.started[side]) {
    // A connection that goes before anything has begun is told at once.
    proxy.endMuted();
    const second = await upHere(url, base.after);
    assert.equal(second.failure?.message, undefined, "the run after it");
  } else {
    assert.equal(first.failure?.message, undefined, "the run itself");
    assert.deepEqual(first.pending, [], "none is told as pending");
  }
  await assertDone(url, base);
}

test("the connection goes at any message: the run finishes by itself", async (context) => {
  const base = await groundOf(context);
  await eachPoint(context, cutPoints(base.seen, CUTS), (point) => cutAt(point, base));
});

async function killAt({ side, number }: Omit<CutPoint, "verdict">, base: Ground): Promise<void> {
  await using database = await ownDatabase();
  const { url } = database;
  await makeReady(url, base.before);
  const runner: { running?: Running } = {};
  await using proxy = await startCutProxy(url, async (message): Promise<Verdict> => {
    const { running } = runner;
    if (!running || message.side !== side || message.number !== number) return "pass";
    running.child.kill("SIGKILL");
    await once(running.child, "exit");
    return "drop";
  });
  runner.running = startUp(proxy.url, base.after);
  const { exit, told } = await runner.running.ended;
  if (exit !== "SIGKILL") assert.equal(told?.failure?.message, undefined, "it was over before the point");
  const again = await upHere(url, base.after);
  assert.equal(again.failure?.message, undefined, "the run after it");
  await assertDone(url, base);
}

test("the runner is killed at any message: one more run finishes", async (context) => {
  const base = await groundOf(context);
  await eachPoint(context, messagePoints(base.seen, KILLS), (point) => killAt(point, base));
});

test("of several deployers at once one applies each repeatable", async (context) => {
  const base = await groundOf(context);
  await using database = await ownDatabase();
  const { url } = database;
  await makeReady(url, base.before);
  const ended = await Promise.all(
    Array.from({ length: DEPLOYERS }, () => runUp(url, base.after, ["--wait", "100s"])),
  );
  for (const { exit, err } of ended) assert.equal(exit, 0, err);
  const applied = ended.flatMap(({ told }) => told?.applied ?? []).map(({ version }) => version);
  assert.deepEqual(
    applied.toSorted(),
    REPEATED.map((name) => `repeatable:${name}`),
  );
  await assertDone(url, base);
});

const skip = (await hasPooler()) ? false : "pgbouncer is not installed";

test(
  "behind PgBouncer in transaction mode one applies each repeatable as well",
  { skip },
  async (context) => {
    const base = await groundOf(context);
    await using database = await ownDatabase();
    const { url } = database;
    await makeReady(url, base.before);
    await using pooler = await startPooler(url, await testDirectory(context));
    const ended = await Promise.all(
      Array.from({ length: DEPLOYERS }, () => runUp(pooler.url, base.after, ["--wait", "100s"])),
    );
    for (const { exit, told, err } of ended)
      assert.equal(exit, 0, JSON.stringify({ failure: told?.failure, err }));
    assert.equal(ended.flatMap(({ told }) => told?.applied ?? []).length, REPEATED.length);
    await assertDone(url, base);
  },
);
