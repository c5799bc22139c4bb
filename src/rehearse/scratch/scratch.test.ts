// Scratch databases are there while they are wanted, and gone afterwards, whatever happens in between.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { before, suite, test, type TestContext } from "node:test";

import { hasPooler, startPooler } from "../../../test/faults/pooler.ts";
import {
  testDatabase,
  testDirectory,
  testServer,
  testServers,
  testSession,
  type TestServer,
} from "../../../test/support/server.ts";
import { describeUrl, type Session } from "../../database/database.ts";
import { realWorld } from "../../world/world.ts";
import { openScratch, type ScratchDatabases, type ScratchOptions, type ScratchServer } from "./scratch.ts";

const { clock } = realWorld();
const signal = new AbortController().signal;
const options: ScratchOptions = { clock, open: testSession, signal };

/** A server that is shared, so that nothing on it but our own databases may be touched. */
const shared = ({ url, version }: TestServer): ScratchServer => ({
  url,
  version: version * 10_000,
  kind: "url",
});

const nameIn = (url: string): string => describeUrl(url).database;

async function exists(server: TestServer, url: string): Promise<boolean> {
  await using session = await testSession(server.url);
  const found = await session.query("select from pg_database where datname = $1", [nameIn(url)]);
  return found.length === 1;
}

/** A role that may log in, with what else it may do; gone when the test ends. */
async function addRole(context: TestContext, server: TestServer, rights: string): Promise<string> {
  const name = `scratch_role_${Math.random().toString(36).slice(2)}`;
  await using admin = await testSession(server.url);
  await admin.run(`create role ${name} login password 'its own' ${rights}`);
  context.after(async () => {
    await using session = await testSession(server.url);
    await session.run(`drop role if exists ${name}`);
  });
  const url = new URL(server.url);
  url.username = name;
  url.password = "its own";
  return url.href;
}

let servers: readonly TestServer[] = [];
before(async () => void (servers = await testServers()));

test("a database is empty, in UTF-8, and dropped with the run, on every server", async () => {
  for (const server of servers) {
    let urls: readonly string[] = [];
    {
      await using databases = await openScratch(shared(server), options);
      urls = [await databases.create(), await databases.create()];
      await using session = await testSession(urls[0] ?? "");
      const [about] = await session.query(
        `select pg_encoding_to_char(encoding) as encoding,
           (select count(*)::int from pg_class where oid >= 16384) as relations
         from pg_database where datname = current_database()`,
      );
      assert.deepEqual(about, { encoding: "UTF8", relations: 0 });
      assert.match(
        nameIn(session.backendPid > 0 ? (urls[1] ?? "") : ""),
        /^lockkeeper_scratch_[0-9a-f]{8}_2$/,
      );
    }
    for (const url of urls) assert.equal(await exists(server, url), false);
  }
});

test("a copy has what the original has and its owner, though somebody is still in there", async (t) => {
  for (const server of servers) {
    const owner = new URL(await addRole(t, server, "")).username;
    await using databases = await openScratch(shared(server), options);
    const original = await databases.create(owner);
    const stray = await testSession(original);
    await stray.run("create table kept as select 42 as n");
    const copy = await databases.copy(original);
    assert.notEqual(stray.lost(), undefined);
    await using session = await testSession(copy);
    const [about] = await session.query(
      "select n, pg_get_userbyid(datdba) as owner from kept, pg_database where datname = current_database()",
    );
    assert.deepEqual(about, { n: 42, owner });
    await databases.drop(original);
    assert.equal(await exists(server, original), false);
  }
});

test("two runs at once leave each other's databases alone", async () => {
  const server = await testServer();
  await using first = await openScratch(shared(server), options);
  const kept = await first.create();
  {
    await using second = await openScratch(shared(server), options);
    await second.create();
    await assert.rejects(second.drop(kept), { code: "unexpected" });
    await assert.rejects(second.copy(kept), { code: "unexpected" });
  }
  assert.equal(await exists(server, kept), true);
});

suite("what a run left that was killed", () => {
  const script = `
    import { testSession } from ${JSON.stringify(import.meta.resolve("../../../test/support/server.ts"))};
    import { realWorld } from ${JSON.stringify(import.meta.resolve("../../world/world.ts"))};
    import { openScratch } from ${JSON.stringify(import.meta.resolve("./scratch.ts"))};
    const [url, version] = process.argv.slice(1);
    const { clock } = realWorld();
    const signal = new AbortController().signal;
    const server = { url, version: Number(version), kind: "url" };
    const databases = await openScratch(server, { clock, signal, open: testSession });
    const made = [await databases.create(), await databases.create()];
    const session = await testSession(made[0]);
    process.stdout.write(made.join("\\n") + "\\n");
    await session.run("select pg_sleep(600)");
  `;

  test("is dropped by the next run, on every server, with whoever still works in it", async () => {
    for (const server of servers) {
      const { url, version } = shared(server);
      const args = ["--input-type=module", "--eval", script, url, String(version)];
      const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
      const left: string[] = [];
      for await (const line of createInterface({ input: child.stdout })) {
        if (left.push(line) === 2) break;
      }
      for (const database of left) assert.equal(await exists(server, database), true);
      child.kill("SIGKILL");
      await once(child, "close");
      // The server takes a moment to see that the other end is gone. Bound: the test's own time limit.
      for (let standing = left; standing.length > 0;) {
        await using _databases = await openScratch(shared(server), options);
        const looked = await Promise.all(
          standing.map(async (each) => [each, await exists(server, each)] as const),
        );
        standing = looked.filter(([, there]) => there).map(([each]) => each);
      }
    }
  });

  test("is told from databases that only look like it", async (t) => {
    const server = await testServer();
    const foreign = new URL(await testDatabase(t, server));
    const name = `lockkeeper_scratch_of_ann_${Math.random().toString(36).slice(2)}`;
    await using session = await testSession(server.url);
    await session.run(`alter database ${foreign.pathname.slice(1)} rename to ${name}`);
    await using databases = await openScratch(shared(server), options);
    foreign.pathname = `/${name}`;
    assert.equal(await exists(server, foreign.href), true);
    await assert.rejects(databases.drop(foreign.href), { code: "unexpected" });
    await session.run(`drop database ${name}`);
  });
});

test("a role that may not create databases is told what to do", async (t) => {
  const server = await testServer();
  const url = await addRole(t, server, "nocreatedb");
  await assert.rejects(openScratch({ ...shared(server), url }, options), (error: unknown) => {
    assert.ok(error instanceof Error && "code" in error && "hint" in error);
    assert.equal(error.code, "server-refused");
    assert.match(error.message, /scratch_role_\w+ may not create databases on postgres:\/\/scratch_role/);
    assert.doesNotMatch(error.message, /its own/);
    assert.match(String(error.hint), /alter role .* createdb.*--scratch-url/);
    return true;
  });
});

test("a server behind a pooler is refused: no session there holds a lock", async (t) => {
  if (!(await hasPooler())) return t.skip("pgbouncer is not installed");
  const server = await testServer();
  await using pooler = await startPooler(server.url, await testDirectory(t));
  const opening = openScratch({ ...shared(server), url: pooler.url }, options);
  await assert.rejects(opening, { code: "needs-session", hint: /address of the server itself/ });
  return undefined;
});

test("a role that may create databases and nothing else is enough", async (t) => {
  for (const server of servers) {
    const url = await addRole(t, server, "createdb");
    await using databases = await openScratch({ ...shared(server), url }, options);
    const original = await databases.create();
    await using _stray = await testSession(original);
    assert.equal(await exists(server, await databases.copy(original)), true);
  }
});

test("an interruption ends the making of databases, and what there is goes", async () => {
  const server = await testServer();
  const controller = new AbortController();
  let made = "";
  {
    await using databases = await openScratch(shared(server), { ...options, signal: controller.signal });
    made = await databases.create();
    const copying = databases.copy(made);
    controller.abort();
    await assert.rejects(copying, { code: "interrupted" });
    await assert.rejects(databases.create(), { code: "interrupted" });
  }
  assert.equal(await exists(server, made), false);
});

test("a subscription, somebody inside, and the loss of the session do not keep a database", async () => {
  for (const server of servers) {
    let admin: Session | undefined;
    const open = async (url: string): Promise<Session> => {
      const session = await testSession(url);
      admin ??= session;
      return session;
    };
    let made = "";
    {
      await using databases: ScratchDatabases = await openScratch(shared(server), { ...options, open });
      made = await databases.create();
      const inside = await testSession(made);
      await inside.run(
        "create subscription news connection 'host=127.0.0.1 port=1 dbname=x' publication p with (connect = false)",
      );
      await inside.query("select pg_terminate_backend($1)", [admin?.backendPid]);
    }
    assert.equal(await exists(server, made), false);
  }
});
