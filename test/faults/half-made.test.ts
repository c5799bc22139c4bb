// Concurrent statements that were cut off leave something half-made behind: the next run puts it right.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";

import type { Session } from "../../src/database/database.ts";
import { testDatabase, testDirectory, testSession } from "../support/server.ts";
import { writeFolder } from "./fixture.ts";
import { upHere } from "./runner.ts";
import { until } from "./until.ts";

/** Long enough to come to where the statement waits, in milliseconds. */
const CUT_OFF_MS = 400;

const SETUP = `
create table notes (id int, word text);
insert into notes select n, 'word ' || n from generate_series(1, 50) as n;
create index notes_word on notes (word);
create table visits (at int) partition by range (at);
create table visits_old partition of visits for values from (0) to (10);
`;

const HALF_MADE = `
select count(*)::int4 as found from (
  select from pg_index where not indisvalid or not indisready
  union all select from pg_inherits where inhdetachpending
) as half
`;

interface Case {
  readonly name: string;
  readonly sql: string;
  /** What the other session does in its transaction, so that the statement has to wait half-way. */
  readonly hold: string;
  /** True where the runner would wait for the other session instead, so that somebody else has to be cut off. */
  readonly byHand?: true;
  /** True in the end. */
  readonly check: string;
}

const CASES: readonly Case[] = [
  {
    name: "CREATE INDEX CONCURRENTLY",
    sql: "create index concurrently notes_id on notes (id);\n",
    hold: "insert into notes values (0, 'held')",
    check:
      "select count(*) = 1 as yes from pg_index where indexrelid = to_regclass('notes_id') and indisvalid",
  },
  {
    name: "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS on an expression",
    sql: "create unique index concurrently if not exists notes_id on notes (lower(word), (id + 1)) where id > 0;\n",
    hold: "insert into notes values (0, 'held')",
    check:
      "select count(*) = 1 as yes from pg_index where indexrelid = to_regclass('notes_id') and indisvalid",
  },
  {
    name: "CREATE INDEX CONCURRENTLY without a name",
    sql: "create index concurrently on notes (id, word);\n",
    hold: "insert into notes values (0, 'held')",
    check: "select count(*) = 2 as yes from pg_index where indrelid = 'notes'::regclass and indisvalid",
  },
  {
    name: "REINDEX INDEX CONCURRENTLY",
    sql: "reindex index concurrently notes_word;\n",
    hold: "insert into notes values (0, 'held')",
    check: "select count(*) = 1 as yes from pg_index where indrelid = 'notes'::regclass and indisvalid",
  },
  {
    name: "REINDEX TABLE CONCURRENTLY",
    sql: "reindex table concurrently notes;\n",
    hold: "insert into notes values (0, 'held')",
    check: "select count(*) = 1 as yes from pg_index where indrelid = 'notes'::regclass and indisvalid",
  },
  {
    name: "DROP INDEX CONCURRENTLY",
    sql: "drop index concurrently notes_word;\n",
    hold: "insert into notes values (0, 'held')",
    check: "select to_regclass('notes_word') is null as yes",
  },
  {
    name: "DETACH PARTITION CONCURRENTLY",
    sql: "alter table visits detach partition visits_old concurrently;\n",
    hold: "select from visits",
    byHand: true,
    check: "select not exists (select from pg_inherits) as yes",
  },
];

interface Stage {
  readonly url: string;
  readonly folder: string;
  readonly admin: Session;
}

async function stageFor(context: TestContext, sql: string, setup: string = SETUP): Promise<Stage> {
  const url = await testDatabase(context);
  const folder = join(await testDirectory(context), "migrations");
  writeFolder(folder, { "20250101_000000_it.sql": sql });
  const admin = await testSession(url);
  await admin.run(setup);
  return { url, folder, admin };
}

async function assertPutRight({ url, folder, admin }: Stage, check: string): Promise<void> {
  const again = await upHere(url, folder);
  assert.equal(again.failure?.message, undefined, "the run after it");
  assert.deepEqual(await admin.query(check), [{ yes: true }], check);
  assert.deepEqual(await admin.query(HALF_MADE), [{ found: 0 }], "nothing half-made is left");
}

for (const { name, sql, hold, check, byHand } of CASES) {
  test(`${name} that runs into its time limit is made whole by the next run`, async (context) => {
    const stage = await stageFor(context, sql);
    await using _admin = stage.admin;
    await using holder = await testSession(stage.url);
    await holder.run(`begin; ${hold}`);
    if (byHand === true) {
      await stage.admin.run(`set statement_timeout = ${CUT_OFF_MS}`);
      await assert.rejects(stage.admin.run(sql));
      await stage.admin.run("reset statement_timeout");
    } else {
      const cut = await upHere(stage.url, stage.folder, { limits: { statementTimeoutMs: CUT_OFF_MS } });
      assert.equal(cut.failure?.code, "statement-failed", cut.failure?.message);
      assert.deepEqual(cut.applied, []);
    }
    assert.notDeepEqual(await stage.admin.query(HALF_MADE), [{ found: 0 }], "there is something half-made");
    await holder.run("commit");
    await assertPutRight(stage, check);
  });

  if (byHand === true) continue;
  test(`${name} whose server process is terminated is made whole by the next run`, async (context) => {
    const stage = await stageFor(context, sql);
    await using _admin = stage.admin;
    await using holder = await testSession(stage.url);
    await holder.run(`begin; ${hold}`);
    const running = upHere(stage.url, stage.folder);
    const waiting = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and application_name like 'lockkeeper 0%'`;
    await until(async () => (await stage.admin.query(waiting)).length > 0, `${name} waits`);
    await holder.run("commit");
    const { failure } = await running;
    if (failure) assert.match(failure.code, /^(?:session-ended|connection-lost)$/, failure.message);
    await assertPutRight(stage, check);
  });
}

const PRESENT: readonly (readonly [name: string, sql: string, code: string | undefined])[] = [
  ["of that name with other columns", "create index concurrently notes_word on notes (id)", "index-mismatch"],
  [
    "the same with IF NOT EXISTS",
    "create index concurrently if not exists notes_word on notes (id)",
    "index-mismatch",
  ],
  [
    "that is not unique",
    "create unique index concurrently if not exists notes_word on notes (word)",
    "index-mismatch",
  ],
  [
    "on another table",
    "create index concurrently if not exists notes_word on others (word)",
    "index-mismatch",
  ],
  [
    "with another method",
    "create index concurrently if not exists notes_word on notes using hash (word)",
    "index-mismatch",
  ],
  ["just like it", "create index concurrently notes_word on notes (word)", "statement-failed"],
  [
    "just like it with IF NOT EXISTS",
    "create index concurrently if not exists notes_word on notes (word)",
    undefined,
  ],
];

for (const [name, sql, code] of PRESENT) {
  test(`a valid index ${name} ${code === undefined ? "counts as built" : "is an error"}`, async (context) => {
    const stage = await stageFor(context, `${sql};\n`, `${SETUP}; create table others (word text)`);
    await using _admin = stage.admin;
    const outcome = await upHere(stage.url, stage.folder);
    assert.equal(outcome.failure?.code, code, outcome.failure?.message);
    if (code === "index-mismatch") assert.match(outcome.failure?.hint ?? "", /drop index concurrently/);
    assert.deepEqual(await stage.admin.query(HALF_MADE), [{ found: 0 }]);
  });
}

test("an invalid index with another definition is left alone and named", async (context) => {
  const stage = await stageFor(context, "create index concurrently notes_id on notes (id);\n");
  await using _admin = stage.admin;
  await stage.admin.run(
    "create index notes_id on notes (word); update pg_index set indisvalid = false where indexrelid = 'notes_id'::regclass",
  );
  const outcome = await upHere(stage.url, stage.folder);
  assert.equal(outcome.failure?.code, "index-mismatch");
  assert.match(outcome.failure?.message ?? "", /invalid/);
});

test("a unique index that the rows do not allow fails each time, and leaves one invalid index at most", async (context) => {
  const stage = await stageFor(context, "create unique index concurrently notes_id on notes (id);\n");
  await using _admin = stage.admin;
  await stage.admin.run("insert into notes values (1, 'again')");
  for (let run = 0; run < 3; run++) {
    const outcome = await upHere(stage.url, stage.folder);
    assert.equal(outcome.failure?.code, "statement-failed", outcome.failure?.message);
    assert.deepEqual(await stage.admin.query(HALF_MADE), [{ found: 1 }]);
  }
  await stage.admin.run("delete from notes where word = 'again'");
  await assertPutRight(stage, "select count(*) = 2 as yes from pg_index where indrelid = 'notes'::regclass");
});
