// A session says what the server answered, what it refused, and when it is gone.

import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { testDatabase, testServers, testSession } from "../../test/support/server.ts";
import { Failure } from "../core/failure.ts";
import { connect } from "./connect.ts";
import type { Notice } from "./session.ts";
import { isStatementError, SQLSTATE } from "./sqlstate.ts";

const isLost = (error: unknown): boolean => error instanceof Failure && error.code === "connection-lost";

suite("a session", () => {
  test("passes values as parameters and gives rows back", async (t) => {
    await using session = await testSession(await testDatabase(t));
    const rows = await session.query(
      "select $1::text as name, $2::int4 as n, $3::jsonb as j, null as nothing",
      ["o'neil", 7, { deep: [1] }],
    );
    assert.deepEqual(rows, [{ name: "o'neil", n: 7, j: { deep: [1] }, nothing: null }]);
  });

  test("knows where the transaction stands as soon as a pipeline tells of its error", async (t) => {
    await using session = await testSession(await testDatabase(t));
    for (let round = 0; round < 20; round += 1) {
      const { completed, error } = await session.pipeline([{ text: "begin" }, { text: "select 1 / 0" }]);
      assert.deepEqual([completed, error?.sqlstate], [1, "22012"]);
      assert.equal(session.transaction(), "failed");
      await session.run("rollback");
    }
  });

  test("gives times and large numbers as exact text", async (t) => {
    await using session = await testSession(await testDatabase(t));
    const [row] = await session.query(
      "select timestamp '2025-11-22 01:02:03.123456' as t, 'infinity'::timestamptz as i, 9007199254740993::int8 as n",
    );
    assert.deepEqual(row, { t: "2025-11-22 01:02:03.123456", i: "infinity", n: "9007199254740993" });
  });

  test("runs several statements in one message with one result for each", async (t) => {
    await using session = await testSession(await testDatabase(t));
    const results = await session.run(
      "create table a (n int); insert into a values (1), (2); select n, n > 1 as big from a order by n; ",
    );
    assert.deepEqual(
      results.map(({ tag, rowCount }) => [tag, rowCount]),
      [
        ["CREATE TABLE", 0],
        ["INSERT 0 2", 2],
        ["SELECT 2", 2],
      ],
    );
    assert.deepEqual(results[2]?.columns, [
      { name: "n", modifier: -1, type: "23" },
      { name: "big", modifier: -1, type: "boolean" },
    ]);
    assert.deepEqual(results[2]?.rows[1], { n: 2, big: true });
    assert.deepEqual(await session.run(" -- nothing"), []);
  });

  test("keeps what PostgreSQL says about a refused statement, and lives on", async (t) => {
    await using session = await testSession(await testDatabase(t));
    await assert.rejects(session.run("select 'ä', missing from pg_class"), (error: unknown) => {
      assert.ok(isStatementError(error));
      assert.equal(error.sqlstate, "42703");
      assert.equal(error.position, 13);
      return true;
    });
    await session.run("create table u (n int constraint only_one unique)");
    await assert.rejects(session.run("insert into u values (1), (1)"), {
      sqlstate: "23505",
      constraint: "only_one",
      table: "u",
      detail: "Key (n)=(1) already exists.",
    });
    assert.deepEqual(await session.query("select 1 as one"), [{ one: 1 }]);
  });

  test("knows where its transaction stands", async (t) => {
    await using session = await testSession(await testDatabase(t));
    assert.equal(session.transaction(), "none");
    await session.run("begin");
    assert.equal(session.transaction(), "open");
    await assert.rejects(session.run("nonsense"));
    assert.equal(session.transaction(), "failed");
    await session.run("rollback");
    assert.equal(session.transaction(), "none");
  });

  test("streams COPY data, and tells a bad row", async (t) => {
    await using session = await testSession(await testDatabase(t));
    await session.run("create table c (n int, word text)");
    const rows = Array.from({ length: 50_000 }, (_, n) => `${n}\t🚢 word ${n}\n`).join("");
    assert.equal(await session.copyIn("copy c from stdin", rows), 50_000);
    assert.equal(await session.copyIn("copy c from stdin", ["1\ta\n", Buffer.from("2\tb\n")]), 2);
    assert.deepEqual(await session.query("select count(*)::int4 as n from c where word like '🚢 word %'"), [
      { n: 50_000 },
    ]);
    await assert.rejects(session.copyIn("copy c from stdin", "x\ty\n"), { sqlstate: "22P02" });
    await assert.rejects(session.copyIn("copy missing from stdin", "x"), {
      sqlstate: SQLSTATE.undefinedTable,
    });
    assert.deepEqual(await session.query("select 1 as one"), [{ one: 1 }]);
  });

  test("hands on notices", async (t) => {
    const notices: Notice[] = [];
    await using session = await connect(await testDatabase(t), {
      applicationName: "lockkeeper test",
      onNotice: (notice) => notices.push(notice),
    });
    await session.run("drop table if exists never");
    assert.deepEqual(notices, [
      { severity: "NOTICE", sqlstate: "00000", message: 'table "never" does not exist, skipping' },
    ]);
  });

  test("is told once that the server ended it, and then says so every time", async (t) => {
    const url = await testDatabase(t);
    await using killer = await testSession(url);
    const lost: Failure[] = [];
    await using victim = await connect(url, {
      applicationName: "victim",
      onLost: (failure) => lost.push(failure),
    });
    const running = victim.run("select pg_sleep(30)");
    await Promise.all([
      assert.rejects(running, isLost),
      killer.query("select pg_terminate_backend($1)", [victim.backendPid]),
    ]);
    await assert.rejects(victim.query("select 1"), isLost);
    assert.equal(lost.length, 1);
    assert.equal(victim.lost(), lost[0]);
  });
});

test("on every server: version, and a cancel over TCP", async (t) => {
  for (const server of await testServers()) {
    await using session = await testSession(await testDatabase(t, server));
    assert.equal(Math.floor(session.serverVersion / 10_000), server.version);
    const running = session.run("select pg_sleep(30)");
    setTimeout(() => void session.cancel(), 100);
    await assert.rejects(running, { sqlstate: SQLSTATE.queryCanceled });
    assert.deepEqual(await session.query("select 1 as one"), [{ one: 1 }]);
  }
});
