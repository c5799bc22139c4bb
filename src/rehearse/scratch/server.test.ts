// The server to rehearse on is chosen, started, kept clean of roles, and stopped with the embedded one.

import assert from "node:assert/strict";
import { join } from "node:path";
import { suite, test } from "node:test";

import { testDirectory, testServer, testServers, testSession } from "../../../test/support/server.ts";
import type { Embedded } from "../../core/settings.ts";
import { resetScratch, stopScratch } from "../../database/embedded/scratch.ts";
import { realWorld } from "../../world/world.ts";
import { ensureRoles, missingRoles, readRoles } from "./roles.ts";
import { openScratch } from "./scratch.ts";
import { chooseServer, type ChosenServer } from "./server.ts";

const world = realWorld();
const main = await testServer();
const system = (await testServers()).find(({ version }) => version !== main.version);
const options = { clock: world.clock, open: testSession, signal: new AbortController().signal };

const embeddedIn = (directory: string): Embedded => ({
  dataDirectory: join(directory, "postgres"),
  server: "embedded",
});

const choose = (embedded: Embedded, major: number, url?: string): Promise<ChosenServer> =>
  chooseServer(world, {
    targetVersion: major * 10_000,
    embedded,
    open: testSession,
    onProgress: () => undefined,
    ...(url === undefined ? {} : { url }),
  });

const majorOf = ({ server }: ChosenServer): number => Math.floor(server.version / 10_000);

suite("the server to rehearse on", () => {
  test("is the embedded one where that has the target's version, fast and otherwise as it comes", async (t) => {
    const embedded = embeddedIn(await testDirectory(t));
    const chosen = await choose(embedded, main.version);
    assert.equal(chosen.server.kind, "embedded");
    assert.equal(majorOf(chosen), main.version);
    assert.equal(
      chosen.reason,
      `Rehearsing on the embedded PostgreSQL ${main.version}, the target's version.`,
    );
    assert.deepEqual(chosen.problems, []);
    await using session = await testSession(chosen.server.url);
    const settings = await session.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes',
         'autovacuum', 'track_counts', 'wal_level') order by name`,
    );
    assert.deepEqual(Object.fromEntries(settings.map(({ name, setting }) => [name, setting])), {
      autovacuum: "off",
      fsync: "off",
      full_page_writes: "off",
      synchronous_commit: "off",
      track_counts: "on",
      wal_level: "replica",
    });
    // The directory is the version's own, and the same server serves the next rehearsal.
    assert.equal(
      await world.files.kindOf(join(embedded.dataDirectory, "..", `scratch-${main.version}`)),
      "directory",
    );
    assert.equal((await choose(embedded, main.version)).server.url, chosen.server.url);

    const other = await choose(embedded, 99);
    assert.equal(other.server.url, chosen.server.url);
    assert.match(other.reason, /embedded PostgreSQL \d+: there is no PostgreSQL 99 on this machine\.$/);
    assert.deepEqual(
      other.problems.map(({ code, severity }) => [code, severity]),
      [["scratch-version", "warning"]],
    );

    assert.equal(await stopScratch(world, embedded), true);
    assert.equal(await stopScratch(world, embedded), false);
    await resetScratch(world, embedded);
    assert.deepEqual(await world.files.list(join(embedded.dataDirectory, "..")), []);
  });

  test("is the system's where that alone has the target's version", { skip: !system }, async (t) => {
    const chosen = await choose(embeddedIn(await testDirectory(t)), system?.version ?? 0);
    assert.equal(chosen.server.kind, "system");
    assert.equal(majorOf(chosen), system?.version);
    assert.match(chosen.reason, /this machine's own PostgreSQL \d+, the target's version\.$/);
  });

  test("is the one that was named, whatever its version", async () => {
    const chosen = await choose(embeddedIn("/nowhere"), 15, main.url);
    assert.deepEqual([chosen.server.kind, chosen.server.url], ["url", main.url]);
    assert.equal(
      chosen.reason,
      `Rehearsing on the server that --scratch-url names, PostgreSQL ${main.version}.`,
    );
    assert.match(
      chosen.problems[0]?.message ?? "",
      /The target runs PostgreSQL 15, the rehearsal PostgreSQL/,
    );
    assert.doesNotMatch(JSON.stringify(chosen.problems), new RegExp(new URL(main.url).password));
  });
});

test("roles are made like the target's, and dropped before the next run unless somebody is at work", async (t) => {
  const { server } = await choose(embeddedIn(await testDirectory(t)), main.version);
  const wanted = [
    { name: 'Ann "the" owner', superuser: false, ownsDatabase: true },
    { name: "watcher", superuser: true, ownsDatabase: false },
  ];
  const made = async (): Promise<number> => {
    await using session = await testSession(server.url);
    return wanted.length - (await missingRoles(session, wanted)).length;
  };
  {
    await using databases = await openScratch(server, options);
    await using session = await testSession(server.url);
    await using another = await testSession(server.url);
    await Promise.all([ensureRoles(session, wanted), ensureRoles(another, wanted)]);
    await ensureRoles(session, wanted);
    await using inside = await testSession(await databases.create(wanted[0]?.name));
    assert.deepEqual(
      (await readRoles(inside)).filter(({ name }) => name !== "postgres"),
      wanted,
    );
    const [logins] = await inside.query("select count(*)::int as n from pg_roles where rolcanlogin");
    assert.deepEqual(logins, { n: 1 });
    await inside.run(`set role ${JSON.stringify(wanted[1]?.name)}; create table of_a_role (id int)`);
    await using _second = await openScratch(server, options);
    assert.equal(await made(), 2);
  }
  assert.equal(await made(), 2);
  await using _next = await openScratch(server, options);
  assert.equal(await made(), 0);
});

test("a role that owns an event trigger is read as a superuser, who alone can own one", async () => {
  await using session = await testSession(main.url);
  const name = `scratch_watcher_${Math.random().toString(36).slice(2)}`;
  await session.run("begin");
  await session.run(`create role ${name} superuser`);
  await session.run("create function pg_temp.look() returns event_trigger language plpgsql as 'begin end'");
  await session.run(`create event trigger ${name} on sql_drop execute function pg_temp.look()`);
  await session.run(`alter event trigger ${name} owner to ${name}; alter role ${name} nosuperuser`);
  const role = (await readRoles(session)).find((each) => each.name === name);
  assert.deepEqual(role, { name, superuser: true, ownsDatabase: false });
  await session.run("rollback");
});
