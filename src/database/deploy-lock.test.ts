// One deployer at a time, and nobody is stuck behind one that is gone.

import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { testDatabase, testSession } from "../../test/support/server.ts";
import { Failure } from "../core/failure.ts";
import { realWorld } from "../world/world.ts";
import { connect } from "./connect.ts";
import { deployLockHolder, releaseDeployLock, showHolder, takeDeployLock } from "./deploy-lock.ts";
import type { LockHolder } from "./deploy-lock.ts";

const { clock } = realWorld();
const rivals = {
  clock,
  holder: "test",
  openHeartbeat: () => Promise.reject(new Error("a session of its own holds the lock")),
};
const once = { ...rivals, waitMs: 0 };

suite("the deploy lock", () => {
  test("keeps a second deployer out and names the first", async (t) => {
    const url = await testDatabase(t);
    await using first = await connect(url, { applicationName: "lockkeeper 1.0.0 first" });
    await using second = await testSession(url);
    await using lock = await takeDeployLock(first, once);
    assert.equal(await lock.isHeld(), true);
    await assert.rejects(takeDeployLock(second, once), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.code, "locked");
      assert.match(
        error.message,
        new RegExp(`pid ${first.backendPid}, user postgres, lockkeeper 1.0.0 first`),
      );
      return true;
    });
    const holder = await deployLockHolder(second);
    assert.equal(holder?.pid, first.backendPid);
    assert.match(holder?.connectedAt ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal(holder?.state, "idle");
  });

  test("belongs to one database: another one has its own", async (t) => {
    await using here = await testSession(await testDatabase(t));
    await using there = await testSession(await testDatabase(t));
    await using _held = await takeDeployLock(here, once);
    assert.equal(await deployLockHolder(there), undefined);
    await using _also = await takeDeployLock(there, once);
  });

  test("is free after its scope, and after a scope that ended in a failed transaction", async (t) => {
    await using session = await testSession(await testDatabase(t));
    {
      await using _lock = await takeDeployLock(session, once);
      await session.run("begin");
      await assert.rejects(session.run("nonsense"));
    }
    assert.equal(await deployLockHolder(session), undefined);
    assert.equal(session.transaction(), "none");
  });

  test("is had after a wait, in which the waiter holds no snapshot", async (t) => {
    const url = await testDatabase(t);
    await using first = await testSession(url);
    await using second = await testSession(url);
    await using watcher = await testSession(url);
    const lock = await takeDeployLock(first, once);
    const told: (LockHolder | undefined)[] = [];
    const waiting = takeDeployLock(second, {
      ...rivals,
      waitMs: 20_000,
      pollMs: 20,
      onWaiting: (holder) => told.push(holder),
    });
    await first.run("create table busy (n int)");
    await first.run("create index concurrently on busy (n)");
    const [row] = await watcher.query("select wait_event from pg_stat_activity where pid = $1", [
      second.backendPid,
    ]);
    assert.notEqual(row?.["wait_event"], "advisory");
    await lock.release();
    await using taken = await waiting;
    assert.equal(await taken.isHeld(), true);
    // On a slow machine the holder may have gone while it is asked for: then nobody is told, and the holder once more.
    const pids = told.flatMap((holder) => (holder === undefined ? [] : [holder.pid]));
    assert.deepEqual(new Set(pids), new Set([first.backendPid]));
  });

  test("is not waited for after an interrupt", async (t) => {
    const url = await testDatabase(t);
    await using first = await testSession(url);
    await using second = await testSession(url);
    await using _lock = await takeDeployLock(first, once);
    const started = clock.monotonicMs();
    const waiting = takeDeployLock(second, { ...rivals, waitMs: 60_000, signal: AbortSignal.timeout(100) });
    await assert.rejects(waiting, { code: "interrupted" });
    assert.ok(clock.monotonicMs() - started < 10_000);
  });

  test("tells when a statement dropped it", async (t) => {
    await using session = await testSession(await testDatabase(t));
    const lock = await takeDeployLock(session, once);
    await session.run("discard all");
    assert.equal(await lock.isHeld(), false);
    await assert.rejects(lock.release(), { code: "locked" });
  });

  test("can be taken from a holder that is gone for good", async (t) => {
    const url = await testDatabase(t);
    await using stuck = await testSession(url);
    await using rescuer = await testSession(url);
    await assert.rejects(releaseDeployLock(rescuer, clock), { code: "not-found" });
    await takeDeployLock(stuck, once);
    assert.equal((await releaseDeployLock(rescuer, clock)).pid, stuck.backendPid);
    await using _mine = await takeDeployLock(rescuer, once);
  });
});

test("a holder is shown with what is known of it", () => {
  assert.equal(showHolder({ pid: 7 }), "pid 7");
  assert.equal(
    showHolder({
      pid: 7,
      user: "ann",
      applicationName: "x",
      client: "10.0.0.7",
      connectedSeconds: 65,
      state: "idle",
    }),
    "pid 7, user ann, x, from 10.0.0.7, connected 1 min 5 s ago, idle",
  );
});
