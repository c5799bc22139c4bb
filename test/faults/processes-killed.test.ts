// The runner, its server process or the whole server dies at any protocol message of a run.

import assert from "node:assert/strict";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { Failure } from "../../src/core/failure.ts";
import { connect } from "../../src/database/database.ts";
import { startEmbedded } from "../../src/database/embedded/embedded.ts";
import type { EmbeddedServer } from "../../src/database/embedded/embedded.ts";
import { realWorld } from "../../src/world/world.ts";
import { testDirectory, testSession } from "../support/server.ts";
import { eachPoint, messagePoints } from "./cut-points.ts";
import type { CutPoint } from "./cut-points.ts";
import { startCutProxy } from "./cut-proxy.ts";
import type { Message, Verdict } from "./cut-proxy.ts";
import { MIGRATIONS } from "./fixture.ts";
import { ownDatabase } from "./own-database.ts";
import { startUp, upHere } from "./runner.ts";
import type { Running } from "./runner.ts";
import { assertWhole } from "./snapshot.ts";
import { undisturbed } from "./undisturbed.ts";
import type { Undisturbed } from "./undisturbed.ts";

type Point = Omit<CutPoint, "verdict">;

const KILLS = 2;
const TERMINATIONS = 6;
const CRASHES = 1;
/** Whether the two packets arrive as one is chance. */
const BEGINNINGS = 20;
const POLL_MS = 10;
const world = realWorld();

const isAt = (message: Message, { side, number }: Point): boolean =>
  message.side === side && message.number === number;

async function killAt(point: Point, { folder, snapshot }: Undisturbed): Promise<void> {
  await using database = await ownDatabase();
  const { url } = database;
  const runner: { running?: Running } = {};
  await using proxy = await startCutProxy(url, async (message): Promise<Verdict> => {
    const { running } = runner;
    if (!running || !isAt(message, point)) return "pass";
    running.child.kill("SIGKILL");
    await once(running.child, "exit");
    return "drop";
  });
  runner.running = startUp(proxy.url, folder);
  const { exit, told } = await runner.running.ended;
  if (exit !== "SIGKILL") assert.equal(told?.failure?.message, undefined, "it was over before the point");
  const again = await upHere(url, folder);
  assert.equal(again.failure?.message, undefined, "the run after it");
  await assertWhole({ url, folder, snapshot, migrations: MIGRATIONS });
}

test("the runner is killed at any message: one more run finishes", async (context) => {
  const base = await undisturbed(context);
  await eachPoint(context, messagePoints(base.seen, KILLS), (point) => killAt(point, base));
});

/** Ends a server process as an administrator would, and waits until it is gone. */
async function terminate(url: string, pid: number): Promise<void> {
  await using session = await testSession(url);
  const end = "select pg_terminate_backend(pid) from pg_stat_activity where pid = $1";
  while ((await session.query(end, [pid])).length > 0) await sleep(POLL_MS);
}

async function terminateAt(point: Point, base: Undisturbed): Promise<void> {
  const { folder, snapshot } = base;
  await using database = await ownDatabase();
  const { url } = database;
  await using proxy = await startCutProxy(url, async (message): Promise<Verdict> => {
    if (isAt(message, point) && message.backendPid !== undefined) await terminate(url, message.backendPid);
    return "pass";
  });
  const first = await upHere(proxy.url, folder);
  // Whoever ends a session from outside means it: the run must not come back by itself.
  if (first.failure)
    assert.match(first.failure.code, /^(?:session-ended|connection-)/, first.failure.message);
  const again = await upHere(url, folder);
  assert.equal(again.failure?.message, undefined, "the run after it");
  await assertWhole({ url, folder, snapshot, migrations: MIGRATIONS });
}

test("the server process is terminated at any message: one more run finishes", async (context) => {
  const base = await undisturbed(context);
  const points = messagePoints(base.seen, TERMINATIONS);
  await eachPoint(context, points, (point) => terminateAt(point, base));
});

test("a session that is ended in the moment it begins is a failure like others", async () => {
  await using database = await ownDatabase();
  const { url } = database;
  for (let round = 0; round < BEGINNINGS; round += 1) {
    let ended = false;
    await using proxy = await startCutProxy(url, async ({ side, type, backendPid }): Promise<Verdict> => {
      if (ended || side !== "backend" || type !== "Z" || backendPid === undefined) return "pass";
      ended = true;
      await terminate(url, backendPid);
      return "pass";
    });
    const using = async (): Promise<void> => {
      await using session = await connect(proxy.url, { applicationName: "lockkeeper test" });
      await session.query("select 1");
    };
    await assert.rejects(using(), Failure);
  }
});

/** What `pg_ctl stop -m immediate` does: no checkpoint, and what was not written to the log is lost. */
async function stopImmediately({ pid }: EmbeddedServer): Promise<void> {
  process.kill(pid, "SIGQUIT");
  while (world.processes.isAlive(pid)) await sleep(POLL_MS);
}

interface Crashing {
  readonly base: Undisturbed;
  readonly start: () => Promise<EmbeddedServer>;
}

async function crashAt(url: string, point: Point, { base, start }: Crashing): Promise<void> {
  const { folder, snapshot } = base;
  let crash: Promise<EmbeddedServer> | undefined;
  const isUp = await start();
  await using proxy = await startCutProxy(url, async (message): Promise<Verdict> => {
    if (crash || !isAt(message, point)) return "pass";
    crash = stopImmediately(isUp).then(start);
    await crash;
    return "pass";
  });
  await upHere(proxy.url, folder);
  assert.equal((await crash)?.port, isUp.port, "it came up again where it was");
  const again = await upHere(url, folder);
  assert.equal(again.failure?.message, undefined, "the run after it");
  await assertWhole({ url, folder, snapshot, migrations: MIGRATIONS });
}

test("the server crashes in the middle of a run: a change and its row are lost together or kept", async (context) => {
  const base = await undisturbed(context);
  const dataDirectory = join(await testDirectory(context), "crashing");
  // What was handed to the operating system survives a crash of the server alone: no need to wait for a disk.
  const settings = { fsync: "off", full_page_writes: "off" };
  const start = (): Promise<EmbeddedServer> =>
    startEmbedded(world, { dataDirectory, server: "embedded", settings });
  const { url } = await start();
  for (const point of messagePoints(base.seen, CRASHES)) {
    const database = new URL(url);
    database.pathname = `/${point.side}_${point.number}`;
    await using session = await testSession(url);
    await session.run(`create database ${database.pathname.slice(1)}`);
    await context.test(`at ${point.side} message ${point.number}`, () =>
      crashAt(database.href, point, { base, start }),
    );
  }
});
