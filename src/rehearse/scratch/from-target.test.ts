// A scratch database is filled with the target's schema and its journal, and with nothing that leads out of it.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { suite, test, type TestContext } from "node:test";

import {
  testDatabase,
  testDirectory,
  testServers,
  testSession,
  type TestServer,
} from "../../../test/support/server.ts";
import { Failure } from "../../core/failure.ts";
import { quoteName } from "../../core/name.ts";
import type { RunOptions, World } from "../../core/world.ts";
import { findClientPrograms } from "../../database/client-programs.ts";
import { ensureJournal, readHistory, record } from "../../journal/journal.ts";
import { realWorld } from "../../world/world.ts";
import { fillFromTarget } from "./from-target.ts";
import { ensureRoles } from "./roles.ts";
import { openScratch, type ScratchServer } from "./scratch.ts";

const world = realWorld();
const programs = await findClientPrograms(world);
const servers = await testServers();
const dumpable = servers.filter(({ version }) => programs.some(({ major }) => major === version));
const skip = dumpable.length > 0 ? false : "no pg_dump of a test server's version";
const SECRET = "not for other eyes";
const signal = new AbortController().signal;

const shared = ({ url, version }: TestServer): ScratchServer => ({
  url,
  version: version * 10_000,
  kind: "url",
});

/** A role on every server, gone when the test ends. */
async function addRole(context: TestContext): Promise<string> {
  const name = `Scratch reader ${Math.random().toString(36).slice(2)}`;
  for (const { url } of servers) {
    await using session = await testSession(url);
    await ensureRoles(session, [{ name, superuser: false, ownsDatabase: false }]);
    context.after(async () => {
      await using admin = await testSession(url);
      await admin.run(`drop role ${quoteName(name)}`);
    });
  }
  return name;
}

interface Target extends AsyncDisposable {
  readonly url: string;
}

async function makeTarget(context: TestContext, server: TestServer): Promise<Target> {
  const url = await testDatabase(context, server);
  const reader = quoteName(await addRole(context));
  await using session = await testSession(url);
  await session.run(`
    create extension postgres_fdw;
    create server far foreign data wrapper postgres_fdw options (host '127.0.0.1', port '1');
    create user mapping for ${reader} server far options (user 'x', password '${SECRET}');
    create user mapping for public server far options (user 'x', password '${SECRET}');
    create schema shop authorization ${reader};
    create type shop.mood as enum ('calm', 'rough');
    create table shop.orders (id int generated always as identity primary key, feeling shop.mood, note text);
    insert into shop.orders (note) values ('a row that stays where it is');
    create index on shop.orders (note);
    create materialized view shop.notes as select note from shop.orders;
    create materialized view shop.more_notes as select note from shop.notes;
    create unique index on shop.more_notes (note);
    grant select on shop.orders to ${reader};
    alter table shop.orders enable row level security;
    create policy own on shop.orders to ${reader} using (true);
    create publication news for table shop.orders;
    create subscription yesterday connection 'host=127.0.0.1 port=1 password=x' publication p with (connect = false);
  `);
  await ensureJournal(session);
  const run = { id: randomUUID(), osUser: "ann", host: "here", tool: "1.0.0" };
  const entry = { direction: "up", version: "20250101_000000", name: "one", checksum: "1:a" } as const;
  await record(session, run, { ...entry, event: "applied" });
  await record(session, run, {
    ...entry,
    event: "begun",
    version: "20250101_000001",
    statement: 1,
    statements: 2,
  });
  // As a deployer behind a pooler has it who is at work just now.
  await session.run(`
    create table lockkeeper.lease (
      only_one boolean primary key default true, fence bigint, holder text, taken_at timestamptz, expires_at timestamptz);
    insert into lockkeeper.lease values (true, 3, 'somebody', now(), now() + interval '1 hour');
  `);
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      await using last = await testSession(url);
      await last.run("alter subscription yesterday set (slot_name = none)");
      await last.run("drop subscription yesterday");
    },
  };
}

/** What pg_dump says of a schema, without comments and without what is left out on purpose. */
async function schemaOf(url: string): Promise<string> {
  const [client] = programs.filter(({ major }) => dumpable.some(({ version }) => version === major));
  const args = ["--schema-only", "--no-subscriptions", `--dbname=${url}`];
  const { stdout, stderr } = await world.processes.run(`${client?.directory ?? ""}/pg_dump`, args);
  assert.equal(stderr, "");
  return stdout
    .replaceAll(/^CREATE USER MAPPING[^;]*;|^(?:--|\\(?:un)?restrict).*$/gm, "")
    .replaceAll(/\n{2,}/g, "\n");
}

interface Call {
  readonly words: string;
  readonly options: RunOptions | undefined;
}

/** The real world, with a list of what was run in it. */
function watched(): { readonly seen: World; readonly calls: readonly Call[] } {
  const calls: Call[] = [];
  const run: World["processes"]["run"] = (program, args, options) => {
    calls.push({ words: [program, ...args].join(" "), options });
    return world.processes.run(program, args, options);
  };
  return { seen: { ...world, processes: { ...world.processes, run } }, calls };
}

suite("from the target", { skip }, () => {
  test("come schema, roles' rights and journal, to a server of its version", async (t) => {
    for (const server of dumpable) {
      await using made = await makeTarget(t, server);
      const target = made.url;
      await using session = await testSession(target);
      await using databases = await openScratch(shared(server), {
        clock: world.clock,
        open: testSession,
        signal,
      });
      const url = await databases.create();
      const scratch = { server: shared(server), url, open: testSession, withRoles: true, signal };
      const { seen, calls } = watched();
      await fillFromTarget(seen, { url: target, session }, scratch);

      assert.equal(session.transaction(), "none");
      assert.equal(await schemaOf(url), await schemaOf(target));
      await using filled = await testSession(url);
      assert.deepEqual(await readHistory(filled), await readHistory(session));
      assert.deepEqual(await filled.query("select * from shop.orders"), []);
      // A concurrent refresh is refused for a view that was never filled.
      await filled.run("refresh materialized view concurrently shop.more_notes");
      const [beyond] = await filled.query(`
        select (select count(*)::int from pg_user_mappings) as mappings,
          (select count(*)::int from lockkeeper.lease) as leases,
          (select count(*)::int from pg_subscription s join pg_database d on d.oid = subdbid
            where datname = current_database()) as subscriptions`);
      assert.deepEqual(beyond, { mappings: 0, leases: 0, subscriptions: 0 });

      const { password } = new URL(target);
      const ran = calls.filter(({ options }) => options?.env?.["PGPASSWORD"] === password);
      assert.equal(ran.length, 4, "two dumps and two restores have the password in their environment");
      assert.deepEqual(
        calls.filter(({ words }) => words.includes(password)),
        [],
      );
    }
  });

  test("comes what a newer server takes as well, without roles that it lacks", async (t) => {
    const [server] = dumpable;
    const newer = servers.find(({ version }) => version > (server?.version ?? 0));
    if (server === undefined || newer === undefined) return t.skip("no second server");
    const target = await testDatabase(t, server);
    const role = await addRole(t);
    await using session = await testSession(target);
    await session.run(`create schema shop authorization ${quoteName(role)}`);
    await using databases = await openScratch(shared(newer), {
      clock: world.clock,
      open: testSession,
      signal,
    });
    const url = await databases.create();
    const scratch = { server: shared(newer), url, open: testSession, withRoles: false, signal };
    await fillFromTarget(world, { url: target, session }, scratch);
    await using filled = await testSession(url);
    const [schema] = await filled.query(
      "select pg_get_userbyid(nspowner) <> $1 as ours from pg_namespace where nspname = 'shop'",
      [role],
    );
    assert.deepEqual(schema, { ours: true });
    assert.equal((await readHistory(filled)).exists, false);
    return undefined;
  });

  test("nothing is left in the temporary directory, and what went wrong is told without a secret", async (t) => {
    const [server] = dumpable;
    assert.ok(server);
    const temporary = await testDirectory(t);
    const env = { ...world.processes.env, TMPDIR: temporary };
    const there = { ...world, processes: { ...world.processes, env } };
    const target = await testDatabase(t, server);
    await using session = await testSession(target);
    await using databases = await openScratch(shared(server), {
      clock: world.clock,
      open: testSession,
      signal,
    });
    const url = await databases.create();
    await using occupied = await testSession(url);
    await session.run(`
      create foreign data wrapper nowhere;
      create server far foreign data wrapper nowhere;
      create user mapping for current_user server far options (password '${SECRET}')`);
    await occupied.run(`
      create foreign data wrapper elsewhere;
      create server far foreign data wrapper elsewhere`);
    const scratch = { server: shared(server), url, open: testSession, withRoles: true, signal };
    await assert.rejects(fillFromTarget(there, { url: target, session }, scratch), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.code, "bad-files");
      assert.match(error.message, /pg_restore [\d.]+ ended with code 1:[^]*server "far" already exists/);
      assert.doesNotMatch(error.message, new RegExp(SECRET));
      return true;
    });
    assert.deepEqual(await readdir(temporary), []);
    assert.equal(session.transaction(), "none");

    const stopped = AbortSignal.abort();
    const interrupted = fillFromTarget(there, { url: target, session }, { ...scratch, signal: stopped });
    await assert.rejects(interrupted, { code: "interrupted" });
    assert.deepEqual(await readdir(temporary), []);
  });

  test("a server for which there is no pg_dump is named, with the way out", async (t) => {
    const newest = servers.find(({ version }) => programs.every(({ major }) => major < version));
    if (newest === undefined) return t.skip("pg_dump is as new as the servers");
    await using session = await testSession(newest.url);
    const fill = (to: number): Promise<void> => {
      const server = { ...shared(newest), version: to * 10_000 };
      const scratch = { server, url: newest.url, open: testSession, withRoles: true, signal };
      return fillFromTarget(world, { url: newest.url, session }, scratch);
    };
    await assert.rejects(fill(newest.version), {
      code: "not-found",
      message: new RegExp(`^No pg_dump of PostgreSQL ${newest.version} is on this machine \\(there is: .*15`),
      hint: new RegExp(`postgresql-client-${newest.version}.*replaying the migrations needs none`),
    });
    await assert.rejects(fill(newest.version - 1), {
      code: "not-found",
      hint: new RegExp(`Name a scratch server of PostgreSQL ${newest.version} with --scratch-url`),
    });
    return undefined;
  });
});
