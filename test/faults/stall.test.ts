// Readers and writers go on while a change waits for an old transaction to end.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { testDatabase, testDirectory, testSession } from "../support/server.ts";
import { writeFolder } from "./fixture.ts";
import { FULL, upHere } from "./runner.ts";
import { until } from "./until.ts";

const CLIENTS = 8;
/** How long the old transaction goes on, in seconds. */
const HELD_S = FULL ? 5 : 2;
/** With no protection everybody waits as long as the old transaction lasts. */
const STALL_MS_MAX = 1_000;

/** Reads or writes until told to stop; the longest that one statement took, in milliseconds. */
async function longestWait(url: string, statement: string, isOver: () => boolean): Promise<number> {
  await using session = await testSession(url);
  let longestMs = 0;
  while (!isOver()) {
    const startMs = performance.now();
    await session.run(statement);
    longestMs = Math.max(longestMs, performance.now() - startMs);
  }
  return longestMs;
}

test("nobody waits long while an ACCESS EXCLUSIVE change waits for an old transaction", async (context) => {
  const url = await testDatabase(context);
  await using admin = await testSession(url);
  await admin.run(
    "create table notes (id int primary key, n int); insert into notes select n, 0 from generate_series(1, 8) n",
  );
  const folder = join(await testDirectory(context), "migrations");
  writeFolder(folder, { "20250101_000000_it.sql": "alter table notes add column word text;\n" });
  await using holder = await testSession(url);
  await holder.run("begin; select from notes");
  const held = holder.run(`select pg_sleep(${HELD_S})`).then(() => holder.run("commit"));
  let over = false;
  const clients = Array.from({ length: CLIENTS }, (_, index) => {
    const own = `update notes set n = n + 1 where id = ${index + 1}`;
    return longestWait(url, index % 2 === 0 ? "select * from notes" : own, () => over);
  });
  const busy = "select from pg_stat_user_tables where relname = 'notes' and n_tup_upd > 100";
  await until(async () => (await admin.query(busy)).length > 0, "the clients are at work");
  const outcome = await upHere(url, folder);
  over = true;
  const waits = await Promise.all(clients);
  await held;
  const longestMs = Math.round(Math.max(...waits));
  context.diagnostic(`longest wait of ${CLIENTS} clients: ${longestMs} ms`);
  assert.equal(outcome.failure?.message, undefined);
  assert.ok(longestMs < STALL_MS_MAX, `a client waited ${longestMs} ms`);
});
