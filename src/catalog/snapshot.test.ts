// Tests of snapshots: what they leave behind, where they work, and that a shorter way leads to the same.

import assert from "node:assert/strict";
import { test } from "node:test";

import { isStatementError } from "../database/database.ts";
import { testDatabase, testServer, testServers, testSession } from "../../test/support/server.ts";
import { takeSnapshot } from "./catalog.ts";

const SCHEMA =
  "create table orders (id integer primary key, note text); create view noted as select note from orders;";
const SETTINGS = "select name, setting from pg_settings where name not like '%_is_%' order by name";

test("the session is left as it was, outside a transaction and inside", async (context) => {
  for (const server of await testServers()) {
    await using session = await testSession(await testDatabase(context, server));
    await session.run(SCHEMA);
    await session.run(
      "set search_path = app, public; set datestyle = german; set lock_timeout = '7s'; set jit = on",
    );
    const before = await session.query(SETTINGS);
    await takeSnapshot(session);
    assert.equal(session.transaction(), "none");
    assert.deepEqual(await session.query(SETTINGS), before);
    await session.run("begin; set local search_path = other; create table public.later (id integer)");
    const inside = await session.query(SETTINGS);
    const seen = await takeSnapshot(session);
    assert.ok(seen.objects.has("table public.later"), "it sees what is not committed yet");
    assert.equal(session.transaction(), "open");
    assert.deepEqual(await session.query(SETTINGS), inside);
    await session.run("commit");
    assert.deepEqual(await session.query(SETTINGS), before);
  }
});

test("a failed transaction is refused and stays as it is", async (context) => {
  await using session = await testSession(await testDatabase(context));
  await session.run("begin");
  await assert.rejects(session.run("select 1 / 0"));
  await assert.rejects(takeSnapshot(session), isStatementError);
  assert.equal(session.transaction(), "failed");
});

test("what is set in the session changes nothing in a snapshot", async (context) => {
  await using session = await testSession(await testDatabase(context));
  await session.run(SCHEMA);
  await session.run(
    "alter table orders add placed timestamptz default '2024-01-02 03:04:05+00', add span interval default '1 day'",
  );
  const { digest } = await takeSnapshot(session);
  await session.run(
    "set search_path = public; set timezone = 'Asia/Tokyo'; set datestyle = 'sql, dmy'; set intervalstyle = iso_8601",
  );
  await session.run("set quote_all_identifiers = on; create temporary table pg_class (id integer)");
  assert.equal((await takeSnapshot(session)).digest, digest);
});

test("prepared statements may be gone", async (context) => {
  await using session = await testSession(await testDatabase(context));
  await session.run(SCHEMA);
  const first = await takeSnapshot(session);
  await session.run("discard all");
  assert.equal((await takeSnapshot(session)).digest, first.digest);
  await session.run("begin; deallocate all");
  assert.equal((await takeSnapshot(session, { previous: first })).digest, first.digest);
  assert.equal(session.transaction(), "open");
});

test("a role without any rights sees the same as a superuser", async (context) => {
  for (const server of await testServers()) {
    const url = await testDatabase(context, server);
    await using session = await testSession(url);
    await session.run(SCHEMA);
    const { digest } = await takeSnapshot(session);
    await session.run("create role catalog_nobody; set role catalog_nobody");
    const seen = await takeSnapshot(session);
    await session.run("reset role; drop role catalog_nobody");
    assert.equal(seen.digest, digest);
  }
});

test("the tool's own schema, the system's and temporary objects are left out", async (context) => {
  await using session = await testSession(await testDatabase(context));
  await session.run("create schema lockkeeper; create table lockkeeper.journal (id integer primary key)");
  await session.run("create temporary table passing (id integer); create extension pg_trgm");
  assert.deepEqual([...(await takeSnapshot(session)).objects.keys()], ["extension pg_trgm", "schema public"]);
});

const STEPS = [
  ...["create table lines (order_id integer references orders, n integer)", "drop table lines"],
  ...["alter table orders rename to sales", "alter table sales rename column note to remark"],
  ...["create index on sales (remark)", "alter table sales drop column remark cascade"],
  ...["create type mood as enum ('sad')", "alter table sales add feeling mood default 'sad'"],
  ...["alter type mood rename value 'sad' to 'blue'", "alter type mood rename to temper"],
  ...[
    "create function f() returns integer language sql as 'select 1'",
    "alter table sales alter id set default f()",
  ],
  ...["alter function f rename to g", "comment on table sales is 'x'", "grant select on sales to public"],
  ...["create schema app", "alter table sales set schema app", "alter schema app rename to shop"],
  ...["begin", "alter table shop.sales add x integer", "rollback", "create table shop.x (y serial)"],
  // The last of its kind goes, and its catalog has no rows of ours any more.
  ...["drop type temper cascade", "drop function g cascade"],
  ...["alter table shop.x set (toast.autovacuum_enabled = off)", "alter table shop.x add z text default 'a'"],
];

test("from the previous snapshot one gets to the same as from scratch", async (context) => {
  for (const server of await testServers()) {
    await using session = await testSession(await testDatabase(context, server));
    await session.run(SCHEMA);
    let previous = await takeSnapshot(session);
    for (const step of STEPS) {
      await session.run(step);
      const next = await takeSnapshot(session, { previous });
      assert.deepEqual(next, await takeSnapshot(session), `PostgreSQL ${server.version}: ${step}`);
      previous = next;
    }
  }
});

test("a snapshot of another database is no help, and does no harm", async (context) => {
  const server = await testServer();
  await using one = await testSession(await testDatabase(context, server));
  await using other = await testSession(await testDatabase(context, server));
  await one.run(SCHEMA);
  const previous = await takeSnapshot(one);
  assert.equal((await takeSnapshot(other, { previous })).digest, (await takeSnapshot(other)).digest);
});
