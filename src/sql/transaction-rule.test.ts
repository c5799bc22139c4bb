// Tests of the transaction rule against real servers: what we call forbidden is what PostgreSQL refuses.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { testDatabase, testServers, testSession } from "../../test/support/server.ts";
import { loadParser, parseScript } from "./sql.ts";

before(() => loadParser());

const PREPARATION = [
  "create table plain (id int primary key, name text)",
  "create table parted (id int) partition by range (id)",
  "create table part partition of parted for values from (0) to (9)",
  "create index plain_name on plain (name)",
  "create materialized view seen as select id from plain",
  "create unique index on seen (id)",
  "create type mood as enum ('so')",
  "create subscription idle connection 'host=127.0.0.1 port=1' publication p with (connect = false)",
  "alter subscription idle enable",
];

/** Each statement is run in a transaction block that is rolled back. */
const FORBIDDEN: readonly string[] = [
  "create index concurrently on plain (name)",
  "drop index concurrently plain_name",
  "reindex index concurrently plain_name",
  "reindex (verbose, concurrently) table plain",
  "reindex table concurrently plain",
  "reindex schema public",
  "reindex schema concurrently public",
  "reindex system current_database",
  "alter table parted detach partition part concurrently",
  "vacuum",
  "vacuum analyze plain",
  "vacuum (full) plain",
  "cluster",
  "alter system set work_mem = '4MB'",
  "alter system reset all",
  "create database other",
  "drop database other",
  "alter database current_database set tablespace pg_default",
  "create tablespace t location '/nowhere'",
  "drop tablespace t",
  "create subscription s connection 'host=127.0.0.1 port=1' publication p",
  "create subscription s connection 'host=127.0.0.1 port=1' publication p with (create_slot = true)",
  "alter subscription idle refresh publication",
  "alter subscription idle set publication q",
  "alter subscription idle add publication q with (refresh = true)",
  "drop subscription idle",
  "discard all",
  "do $$ begin commit; end $$",
  "do language plpgsql 'begin rollback; end'",
];

const ALLOWED: readonly string[] = [
  "create index on plain (name)",
  "drop index plain_name",
  "reindex index plain_name",
  "reindex (concurrently off) table plain",
  "refresh materialized view concurrently seen",
  "alter table parted detach partition part",
  "analyze",
  "cluster plain using plain_pkey",
  "alter type mood add value 'glad'",
  "alter database current_database set work_mem = '4MB'",
  "alter database current_database connection limit 5",
  "create subscription s connection 'host=127.0.0.1 port=1' publication p with (connect = false)",
  "alter subscription idle set publication q with (refresh = false)",
  "alter subscription idle disable",
  "alter subscription idle connection 'host=127.0.0.1 port=2'",
  "do $$ begin perform 'commit; rollback'; end $$",
  "savepoint s",
  "lock table plain",
  "truncate plain",
  "listen news",
  "notify news",
  "discard temp",
  "set local work_mem = '4MB'",
  "checkpoint",
  "load 'plpgsql'",
  "import foreign schema x from server y into public",
  "copy plain to '/nowhere/at/all'",
  "prepare q as select 1",
  "call nothing()",
];

/** "There is a transaction in progress", and what a DO block gets that ends the transaction it runs in. */
const REFUSALS: ReadonlySet<unknown> = new Set(["25001", "2D000"]);

const ruleOf = (sql: string): string | undefined =>
  parseScript({ path: "a.sql", text: sql }, { direction: "up" }).statements[0]?.transaction;

test("the rule of every statement is what it should be", () => {
  for (const sql of FORBIDDEN) assert.equal(ruleOf(sql), "forbidden", sql);
  for (const sql of ALLOWED) assert.equal(ruleOf(sql), "allowed", sql);
  // Not run below: it would have to reach a publisher.
  const reaching = "create subscription s connection 'x' publication p with (create_slot = false)";
  assert.equal(ruleOf(reaching), "allowed");
});

test("PostgreSQL refuses the forbidden ones inside a transaction, and no others", async (context) => {
  for (const server of await testServers()) {
    const url = await testDatabase(context, server);
    await using session = await testSession(url);
    for (const statement of PREPARATION) await session.run(statement);
    const name = new URL(url).pathname.slice(1);
    for (const sql of [...FORBIDDEN, ...ALLOWED]) {
      await session.run("begin");
      const code = await session
        .run(sql.replaceAll("current_database", name))
        .then(() => undefined, sqlStateOf);
      await session.run("rollback");
      const refused = REFUSALS.has(code);
      assert.equal(
        refused,
        FORBIDDEN.includes(sql),
        `PostgreSQL ${server.version} on ${sql}: ${String(code)}`,
      );
    }
    await session.run("alter subscription idle disable");
    await session.run("alter subscription idle set (slot_name = none)");
    await session.run("drop subscription idle");
  }
});

function sqlStateOf(thrown: unknown): unknown {
  return thrown instanceof Error && "sqlstate" in thrown ? thrown.sqlstate : thrown;
}
