// A deploy that is killed at any of its stages: the next one says where it stood, and goes on to the same end.

import assert from "node:assert/strict";
import { test } from "node:test";

import { until } from "../faults/until.ts";
import { testSession } from "../support/server.ts";
import { openYard, type Yard } from "./yard.ts";

const CONFIGURATION = `environments:
  production:
    url: \${PRODUCTION_URL}
    protected: true
    gates: { rehearsal: false, staging: false }
`;

const logged = (event: string) => (version: string) =>
  `select from lockkeeper.deploy_log as l where event = '${event}' and deploy_id = (
    select deploy_id from lockkeeper.deploy_log where evidence::text like '%${version}%' order by entry desc limit 1)`;

/** What is waited for before the kill: true once the query has a row. */
const MOMENTS: readonly (readonly [name: string, query: (version: string) => string])[] = [
  [
    "when it has just connected",
    () => "select from pg_stat_activity where application_name like 'lockkeeper %'",
  ],
  ["when it has begun", logged("begun")],
  ["while the dump runs", () => "select from pg_stat_activity where application_name = 'pg_dump'"],
  ["when the backup is proven", logged("backed-up")],
  [
    "in the middle of a migration",
    (version) =>
      `select from lockkeeper.journal where version = '${version}' and event in ('begun', 'advanced')`,
  ],
  ["when it has migrated", logged("migrated")],
  ["when it has verified", logged("verified")],
];

interface Told {
  readonly outcome: string;
  readonly unfinished?: { readonly last: string };
  readonly stages: readonly { readonly stage: string; readonly state: string }[];
}

test("a deploy that is killed at any stage is gone on with", async (context) => {
  const yard = await openYard(context);
  yard.write("lockkeeper.yaml", CONFIGURATION);
  await using watcher = await testSession(yard.production);
  // The journal and the log are there before anybody looks into them.
  writeMigration(yard, "20260101_000000", "first");
  assert.equal((await yard.run(["deploy", "production"])).exit, 0);
  for (const [index, [name, query]] of MOMENTS.entries()) {
    await context.test(name, async () => {
      const version = `2026020${index + 1}_000000`;
      writeMigration(yard, version, `t${index}`);
      const { kill, ended } = yard.start(["deploy", "production"]);
      await until(async () => (await watcher.query(query(version))).length > 0, name);
      kill("SIGKILL");
      assert.equal((await ended).exit, "SIGKILL", "it was still at work");
      const before = await lastEvent(yard);
      const { out, err, exit } = await yard.run(["deploy", "production", "--wait", "60s", "--json"]);
      assert.equal(exit, 0, `${out}${err}`);
      const told = JSON.parse(out) as Told;
      assert.equal(told.unfinished?.last, before === "finished" ? undefined : before);
      assert.equal(
        told.stages.find(({ state }) => state === "failed" || state === "left"),
        undefined,
      );
      assert.equal(await lastEvent(yard), "finished");
      assert.deepEqual(
        await watcher.query(`select count(*)::int as n from lockkeeper.applied where version = '${version}'`),
        [{ n: 1 }],
      );
      assert.deepEqual(
        await watcher.query(
          `select indisvalid as valid from pg_index where indexrelid = 't${index}_name'::regclass`,
        ),
        [{ valid: true }],
      );
      const again = JSON.parse((await yard.run(["deploy", "production", "--json"])).out) as Told;
      assert.equal(again.outcome, "idle");
    });
  }
});

/** Two steps of a transaction's, and one that is none, with a script that proves them. */
function writeMigration(yard: Yard, version: string, table: string): void {
  const path = `migrations/${version}_${table}`;
  yard.write(
    `${path}.sql`,
    `-- A table and its index.\n-- Application: nothing to do.\n` +
      `create table ${table} (id bigint primary key, name text);\n` +
      `create index concurrently ${table}_name on ${table} (name);\n` +
      `comment on table ${table} is 'made';\n`,
  );
  yard.write(`${path}_down.sql`, `drop table ${table};\n`);
  yard.write(`${path}_verify.sql`, `select count(*) = 0 from ${table};\n`);
}

async function lastEvent({ production }: Yard): Promise<string> {
  await using session = await testSession(production);
  const [row] = await session.query<{ readonly event: string }>(
    "select event from lockkeeper.deploy_log order by entry desc limit 1",
  );
  return row?.event ?? "";
}
