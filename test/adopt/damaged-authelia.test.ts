// Damaged projects and tables of Authelia: each is told by name, and nothing is written.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";

import { testSession } from "../support/server.ts";
import { openYard, type Damage, type Yard } from "./adopting.ts";
import { AUTHELIA_TABLE, stepOf } from "./authelia-table.ts";
import { tellsAll, UPS } from "./damaged.ts";

const [a = "", b = "", c = ""] = UPS;
const GROUND = {
  tool: "authelia",
  files: {
    "db/V0001.Initial_Schema.up.sql": `${AUTHELIA_TABLE}${a}`,
    "db/V0002.Second.up.sql": b,
    "db/V0002.Second.down.sql": "drop table b;\n",
    "db/V0003.Third.up.sql": c,
    "db/V0004.For_Others.up.sql": "",
    "db/V0004.For_Others.down.sql": "",
  },
  history: `${AUTHELIA_TABLE}${stepOf(0, 1)}${stepOf(1, 2)}${stepOf(2, 3)}${stepOf(3, 4)}`,
};

const DAMAGES: readonly Damage[] = [
  { title: "nothing at all", spoil: async () => undefined, told: /^$/, passes: true },
  {
    title: "the older layout, in which what is for PostgreSQL comes before what is for all",
    spoil: async (yard) => {
      await yard.run("rm", ["-r", "db"]);
      await yard.write({
        "db/V0001.Initial_Schema.postgres.up.sql": `${AUTHELIA_TABLE}${a}`,
        "db/V0001.Initial_Schema.sqlite.up.sql": "pragma nothing;\n",
        "db/V0002.Second.all.up.sql": b,
        "db/V0002.Second.all.down.sql": "drop table b;\n",
        "db/V0003.Third.all.up.sql": "create table wrong (id int);\n",
        "db/V0003.Third.postgres.up.sql": c,
        "db/V0004.For_Others.all.up.sql": "-- nothing\n",
      });
    },
    told: /^$/,
    passes: true,
  },
  {
    title: "a step back that was not done",
    spoil: (yard) => yard.sql(stepOf(4, 3)),
    told: /^$/,
    passes: true,
  },
  {
    title: "a step back to before a table that is still there",
    spoil: (yard) => yard.sql(`${stepOf(4, 3)}${stepOf(3, 2)}`),
    told: /is not what its files make: 1 difference/,
  },
  {
    title: "a step that is there twice",
    spoil: (yard) => yard.sql(stepOf(2, 3)),
    told: /goes from version 2 to 3, while by the rows before it 3 is applied already/,
  },
  {
    title: "a step back from where it never was",
    spoil: (yard) => yard.sql(stepOf(6, 5)),
    told: /goes from version 6 to 5, while by the rows before it 6 is not applied/,
  },
  {
    title: "a version that no file has",
    spoil: (yard) => yard.sql(stepOf(4, 5)),
    told: /`5` is applied in the database, and no file has it/,
  },
  {
    title: "a version without its row",
    spoil: (yard) => yard.sql("delete from migrations where version_after = 2"),
    told: /`2` is not applied, while a later one is/,
  },
  {
    title: "two files of one version",
    spoil: (yard) => yard.write({ "db/V0003.Third_Again.up.sql": c }),
    told: /are both `3` to the tool/,
  },
  {
    title: "an edited file, which only the replay finds",
    spoil: (yard) => yard.write({ "db/V0003.Third.up.sql": "create table c (id bigint);\n" }),
    told: /is not what its files make: 1 difference/,
  },
  {
    title: "it is at it",
    spoil: async (yard, context) => {
      const session = await testSession(yard.url);
      context.after(() => session.close());
      await session.run("begin; lock table migrations in access exclusive mode");
    },
    told: /lock of Authelia is held: pid \d+/,
  },
];

tellsAll(GROUND, DAMAGES);

test("authelia: a run that begins while we adopt waits for us", async (t) => {
  const yard = await openYard(t);
  await yard.write(GROUND.files);
  await yard.sql(`${UPS.join("")}${GROUND.history}`);
  // Who makes our schema and does not commit keeps us from making the journal, while we hold what we hold.
  await using stopper = await testSession(yard.url);
  await stopper.run("begin; create schema lockkeeper");
  const ours = yard.lockkeeper("adopt", "authelia", "--convert");
  await untilWaiting(yard, "create schema");
  await using theirs = await testSession(yard.url);
  const run = theirs.run("begin; lock table migrations in access exclusive mode; commit");
  await untilWaiting(yard, "lock table");
  await stopper.run("rollback");
  await run;
  assert.equal((await ours).outcome, "applied");
});

const TRIES_MAX = 300;
const PAUSE_MS = 100;

/** Until a session waits for a lock with a query that has these words. */
async function untilWaiting(yard: Yard, words: string): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const waiting = await yard.sql(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
        and pid <> pg_backend_pid() and query ilike '%${words}%'`,
    );
    if (waiting.length > 0) return;
    await setTimeout(PAUSE_MS);
  }
  assert.fail(`nobody waits with ${words}`);
}
