// Rehearses folders for real: what is seen of each statement, what becomes of the downs, and that nothing stays.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { quoteName } from "../../src/core/name.ts";
import type { Rehearsal, RehearsedMigration, RehearseOutcome } from "../../src/core/rehearsal.ts";
import { migrate } from "../../src/flow/migrate.ts";
import { rehearse, type RehearseRequest } from "../../src/flow/rehearse.ts";
import { RECORD_SHAPE } from "../../src/rehearse/record/shape.ts";
import { writeFolder } from "../faults/fixture.ts";
import { journeyOf, type Differently } from "../faults/runner.ts";
import { snapshotOf } from "../faults/snapshot.ts";
import { testDatabase, testDirectory, testServer, testServers, testSession } from "../support/server.ts";
import type { TestServer } from "../support/server.ts";

const ANCIENT = `
create table parent (id int primary key);
create table big (id int primary key, parent int references parent, note varchar(20));
insert into parent select generate_series(1, 100);
`;

interface Given {
  readonly context: TestContext;
  readonly server?: TestServer;
  /** Files by name; those of the first day are applied before the rehearsal. */
  readonly files: Readonly<Record<string, string>>;
  readonly request?: Partial<RehearseRequest>;
  readonly differently?: Differently;
  /** True for a scratch server of its own, beside the embedded one. */
  readonly ownServer?: true;
  /** What the new sessions of the database begin with: `search_path = app`. */
  readonly beginWith?: readonly string[];
}

interface Rehearsed {
  readonly outcome: RehearseOutcome;
  readonly url: string;
  readonly server: string;
  readonly recordFile: string;
}

/** Applies `20240101_000000_*` to a new database and rehearses the rest. */
async function rehearsed({
  context,
  server,
  files,
  request,
  differently,
  ownServer,
  beginWith = [],
}: Given): Promise<Rehearsed> {
  const url = await testDatabase(context, server);
  await giveSettings(url, beginWith);
  const directory = await testDirectory(context);
  const folder = writeFolder(join(directory, "migrations"), files);
  const scratchUrl = new URL(url);
  scratchUrl.pathname = "/postgres";
  const plain = journeyOf(url, folder, differently);
  const scratch = ownServer ? {} : { url: scratchUrl.href };
  const embedded = { dataDirectory: join(directory, "postgres"), server: "embedded" };
  const journey = { ...plain, settings: { ...plain.settings, scratch, embedded } };
  // What a test interrupts is the rehearsal.
  const applied = await migrate(journeyOf(url, folder), { steps: 1, allowOutOfOrder: false });
  assert.equal(applied.failure, undefined);
  const recordFile = join(directory, "record.json");
  const outcome = await rehearse(journey, {
    allowOutOfOrder: false,
    source: "replay",
    fillRows: 0,
    recordFile,
    ...request,
  });
  return { outcome, url, server: scratchUrl.href, recordFile };
}

async function giveSettings(url: string, settings: readonly string[]): Promise<void> {
  await using session = await testSession(url);
  const database = quoteName(new URL(url).pathname.slice(1));
  for (const setting of settings) await session.run(`alter database ${database} set ${setting}`);
}

function rehearsalIn({ failure, rehearsal }: RehearseOutcome): Rehearsal {
  assert.ok(rehearsal, failure?.message);
  return rehearsal;
}

/** `ACCESS EXCLUSIVE public.big`, with ` (new)` for what the migration made and the reason where there is one. */
const locksOf = ({ statements }: RehearsedMigration): readonly (readonly string[])[] =>
  statements.map(({ locks }) =>
    locks.map(
      ({ mode, relation, existed, via }) =>
        `${mode} ${relation}${existed ? "" : " (new)"}${via === undefined ? "" : ` by ${via}`}`,
    ),
  );

async function scratchDatabases(url: string): Promise<number> {
  await using session = await testSession(url);
  const rows = await session.query("select 1 from pg_database where datname like 'lockkeeper\\_scratch\\_%'");
  return rows.length;
}

test("each statement's locks, scans and rewrites are told, on every server", async (context) => {
  for (const server of await testServers()) {
    const { outcome } = await rehearsed({
      context,
      server,
      files: {
        "20240101_000000_ancient.sql": ANCIENT,
        "20240102_000000_all_sorts.sql": [
          "alter table big alter column id type bigint;",
          "alter table big add constraint noted check (note <> '');",
          "create table child (id int references parent);",
          "update big set note = 'new' where id = 0;",
        ].join("\n"),
        "20240102_000000_all_sorts_down.sql": [
          "drop table child;",
          "alter table big drop constraint noted;",
          "alter table big alter column id type int;",
        ].join("\n"),
        "20240103_000000_index.sql": "create index concurrently big_note on big (note);\n",
        "20240103_000000_index_down.sql": "drop index concurrently big_note;\n",
      },
      request: { fillRows: 5_000 },
    });
    const { migrations } = rehearsalIn(outcome);
    const [sorts, index] = migrations;
    assert.ok(sorts && index);
    assert.deepEqual(locksOf(sorts), [
      ["ACCESS EXCLUSIVE public.big", "ACCESS EXCLUSIVE public.big_pkey by index"],
      [],
      ["SHARE ROW EXCLUSIVE public.parent", "ACCESS EXCLUSIVE public.child (new)"],
      [],
    ]);
    const [rewrite, check] = sorts.statements;
    assert.ok(rewrite?.rewritten.includes("public.big"));
    assert.ok((rewrite?.walBytes ?? 0) > 100_000);
    assert.deepEqual(
      check?.scanned.map(({ relation, existed }) => ({ relation, existed })),
      [{ relation: "public.big", existed: true }],
    );
    assert.ok((check?.scanned[0]?.rows ?? 0) >= 5_000);
    assert.deepEqual(locksOf(index)[0]?.[0], "SHARE UPDATE EXCLUSIVE public.big");
    assert.ok((index.statements[0]?.phases.length ?? 0) > 0);
    for (const { roundTrip } of migrations) assert.equal(roundTrip.restored, true);
    for (const { roundTrip } of migrations) assert.equal(roundTrip.again, "same");
    for (const { roundTrip } of migrations) assert.equal(roundTrip.rerun, "failed");
  }
});

test("a down that breaks something is told, and what comes after stands on sound ground", async (context) => {
  const { outcome } = await rehearsed({
    context,
    files: {
      "20240101_000000_ancient.sql": ANCIENT,
      "20240102_000000_forgets.sql": "alter table big add column extra int;\ncreate table side (id int);\n",
      "20240102_000000_forgets_down.sql": "drop table side;\n",
      "20240103_000000_goes_too_far.sql": "alter table side add column more int;\n",
      "20240103_000000_goes_too_far_down.sql": "drop table side;\n",
      "20240104_000000_fails.sql": "alter table side add column most int;\n",
      "20240104_000000_fails_down.sql": "alter table side drop column nothing;\n",
      "20240105_000000_half.sql":
        "create index concurrently side_more on side (more);\ncreate table last (id int);\n",
      "20240105_000000_half_down.sql": "drop index concurrently side_more;\nselect 1 / 0;\n",
      "20240106_000000_does_not_parse.sql": "create table unparsed (id int);\n",
      "20240106_000000_does_not_parse_down.sql": "drop tabel unparsed;\n",
      "20240107_000000_one_way.sql": "create table if not exists last (id int);\n",
      "20240108_000000_for_good.sql": "-- lockkeeper: irreversible=the rows are gone\ndrop table last;\n",
    },
  });
  const told = rehearsalIn(outcome).migrations.map(({ name, roundTrip, failure }) => {
    assert.equal(failure, undefined, name);
    const { down, restored, again, rerun } = roundTrip;
    return [name, down, restored, again, rerun];
  });
  assert.deepEqual(told, [
    ["forgets", "ran", false, "failed", "failed"],
    ["goes_too_far", "ran", false, "failed", "failed"],
    ["fails", "failed", undefined, undefined, "failed"],
    ["half", "failed", undefined, undefined, "untried"],
    ["does_not_parse", "failed", undefined, undefined, "failed"],
    ["one_way", "none", undefined, undefined, "same"],
    ["for_good", "irreversible", undefined, undefined, "failed"],
  ]);
  const [forgets] = rehearsalIn(outcome).migrations;
  assert.deepEqual(forgets?.roundTrip.differences, [
    { change: "added", kind: "column", name: "public.big.extra" },
  ]);
  assert.deepEqual(
    outcome.rehearsal?.findings.map(({ rule, version }) => [version, rule]),
    [
      ["20240102_000000", "down-does-not-restore"],
      ["20240103_000000", "down-does-not-restore"],
      ["20240104_000000", "down-fails"],
      ["20240105_000000", "down-fails"],
      ["20240106_000000", "down-fails"],
    ],
  );
  assert.equal(outcome.failure?.code, "hazards-found");
});

test("an up that fails ends the rehearsal with its place, and the target is as it was", async (context) => {
  const files = {
    "20240101_000000_ancient.sql": ANCIENT,
    "20240102_000000_good.sql": "create table good (id int);\n",
    "20240103_000000_bad.sql": "create table bad (id int);\nalter table nowhere add column id int;\n",
    "20240104_000000_never.sql": "create table never (id int);\n",
  };
  const { outcome, url, server } = await rehearsed({ context, files });
  assert.equal(outcome.failure?.code, "statement-failed");
  assert.equal(outcome.failure?.line, 2);
  assert.deepEqual(
    outcome.rehearsal?.migrations.map(({ name, failure }) => [name, failure?.code]),
    [
      ["good", undefined],
      ["bad", "statement-failed"],
    ],
  );
  const facts = await snapshotOf(url);
  assert.ok(facts.every((fact) => !/\bgood\b|\bbad\b/.test(fact)));
  assert.equal(await scratchDatabases(server), 0);
});

test("a lock that is hidden in a block is seen, and its stall is measured when the up runs again", async (context) => {
  const { outcome } = await rehearsed({
    context,
    files: {
      "20240101_000000_ancient.sql": ANCIENT,
      "20240102_000000_hidden.sql":
        "do $$ begin alter table parent add column x int; perform pg_sleep(0.4); end $$;\n",
      "20240102_000000_hidden_down.sql": "alter table parent drop column x;\n",
    },
  });
  const [hidden] = rehearsalIn(outcome).migrations;
  assert.deepEqual(hidden && locksOf(hidden), [["ACCESS EXCLUSIVE public.parent by other"]]);
  const stall = hidden?.statements[0]?.stalls.find(({ relation }) => relation === "public.parent");
  assert.ok((stall?.readMs ?? 0) > 300 && (stall?.writeMs ?? 0) > 300, JSON.stringify(stall));
});

test("readers and writers stand still only where the lock conflicts", async (context) => {
  const { outcome } = await rehearsed({
    context,
    files: {
      "20240101_000000_ancient.sql": ANCIENT,
      "20240102_000000_share.sql": "create index big_note on big (note);\nselect pg_sleep(0.4);\n",
    },
  });
  const [share] = rehearsalIn(outcome).migrations;
  const stall = share?.stalls.find(({ relation }) => relation === "public.big");
  assert.ok((stall?.writeMs ?? 0) > 300, JSON.stringify(stall));
  assert.ok((stall?.readMs ?? 400) < 300, JSON.stringify(stall));
});

test("the record is what its shape says, and is bound to files and settings", async (context) => {
  const files = {
    "20240101_000000_ancient.sql": ANCIENT,
    "20240102_000000_more.sql": "alter table big add column more int;\nselect 1 / 0;\n",
    "20240102_000000_more_down.sql": "alter table big drop column more;\n",
  };
  const read = async (given: Omit<Given, "context">): Promise<{ readonly binding: string }> => {
    const { recordFile } = await rehearsed({ context, ...given });
    const record: unknown = JSON.parse(await readFile(recordFile, "utf8"));
    return RECORD_SHAPE.parse(record) as { binding: string };
  };
  const { binding } = await read({ files });
  assert.equal((await read({ files })).binding, binding);
  const other = {
    ...files,
    "20240102_000000_more_down.sql": "alter table big drop column if exists more;\n",
  };
  assert.notEqual((await read({ files: other })).binding, binding);
  const slower = { limits: { statementTimeoutMs: 60_000 } };
  assert.notEqual((await read({ files, differently: slower })).binding, binding);
});

test("an interruption drops the scratch databases", async (context) => {
  const controller = new AbortController();
  const long = `select pg_sleep(60), 'of ${process.pid}'`;
  const interrupting = (async () => {
    await using session = await testSession((await testServer()).url);
    const running = "select 1 from pg_stat_activity where state = 'active' and starts_with(query, $1)";
    while ((await session.query(running, [long])).length === 0) await sleep(50);
    controller.abort();
  })();
  const { outcome, server } = await rehearsed({
    context,
    files: {
      "20240101_000000_ancient.sql": ANCIENT,
      "20240102_000000_long.sql": `${long};\n`,
    },
    differently: { signal: controller.signal },
  });
  await interrupting;
  assert.equal(outcome.failure?.code, "interrupted");
  assert.equal(await scratchDatabases(server), 0);
});

test("holds are estimated from the target's own sizes", async (context) => {
  const { outcome } = await rehearsed({
    context,
    files: {
      "20240101_000000_ancient.sql": `${ANCIENT}insert into big select g, 1, 'x' from generate_series(1, 50000) as g;\nanalyze big;\n`,
      "20240102_000000_scan.sql": "alter table big alter column note set not null;\n",
    },
  });
  const [estimate] = rehearsalIn(outcome).estimates;
  assert.equal(estimate?.relation, "public.big");
  assert.equal(estimate?.mode, "ACCESS EXCLUSIVE");
  assert.equal(estimate?.rows, 50_000);
  assert.match(estimate?.basis ?? "", /scan of 50000 rows of public\.big/);
  assert.deepEqual(
    outcome.rehearsal?.findings.map(({ rule }) => rule),
    ["blocks-while-working"],
  );
});

test("on a server of our own, roles of the target are there and those that a migration makes can be made", async (context) => {
  const role = `keeper_${process.pid}`;
  const { outcome } = await rehearsed({
    context,
    ownServer: true,
    files: {
      "20240101_000000_ancient.sql": `${ANCIENT}grant select on big to pg_monitor;\n`,
      "20240102_000000_role.sql": `create role ${role};\ngrant select on big to ${role};\n`,
      "20240102_000000_role_down.sql": `revoke all on big from ${role};\n`,
      "20240103_000000_more.sql": `grant insert on big to ${role};\n`,
      "20240103_000000_more_down.sql": `revoke insert on big from ${role};\n`,
    },
  });
  const { migrations, server } = rehearsalIn(outcome);
  assert.equal(server.kind, "embedded");
  assert.deepEqual(
    migrations.map(({ name, failure, roundTrip: { down, restored, again } }) => [
      name,
      failure?.message,
      down,
      restored,
      again,
    ]),
    [
      ["role", undefined, "ran", true, "failed"],
      ["more", undefined, "ran", true, "same"],
    ],
  );
});

for (const ownServer of [true, undefined] as const) {
  const where = ownServer ? "on a server of our own" : "on another server";
  test(`${where}, statements meet the settings that the target's sessions begin with`, async (context) => {
    const { outcome } = await rehearsed({
      context,
      ...(ownServer && { ownServer }),
      beginWith: ["search_path = app, public", "team.plan = 'free, for now'", "timezone = 'Asia/Tokyo'"],
      files: {
        "20240101_000000_ancient.sql": `create schema app;\n${ANCIENT}`,
        "20240102_000000_ask.sql": `alter table app.big add column plan text default current_setting('team.plan');
alter table big add column zone text not null default current_setting('timezone');\n`,
        "20240102_000000_ask_down.sql": "alter table big drop column plan, drop column zone;\n",
      },
    });
    const { migrations } = rehearsalIn(outcome);
    const [asked] = migrations;
    assert.ok(asked);
    assert.equal(asked.failure, undefined);
    assert.deepEqual(locksOf(asked), [["ACCESS EXCLUSIVE app.big"], []]);
    assert.equal(asked.roundTrip.restored, true);
    assert.deepEqual(outcome.problems, []);
  });
}

test("a setting that a migration gives its database comes with that migration", async (context) => {
  const alter = "execute format('alter database %I set search_path = app', current_database())";
  const { outcome } = await rehearsed({
    context,
    beginWith: ["search_path = app"],
    files: {
      "20240101_000000_ancient.sql": `set search_path = public;\n${ANCIENT}create schema app;
do $$ begin ${alter}; end $$;\n`,
      "20240102_000000_more.sql": "alter table public.big add column more int;\n",
      "20240102_000000_more_down.sql": "alter table public.big drop column more;\n",
    },
  });
  const [more] = rehearsalIn(outcome).migrations;
  assert.equal(more?.failure, undefined);
});

test("the target's own schema, with its journal, is rehearsed on as well", async (context) => {
  const server = (await testServers()).find(({ version }) => version === 15);
  assert.ok(server, "PostgreSQL 15 and its pg_dump are installed by scripts/test.sh");
  const { outcome } = await rehearsed({
    context,
    server,
    files: {
      "20240101_000000_ancient.sql": ANCIENT,
      "20240102_000000_more.sql": "alter table big add column more int;\n",
      "20240102_000000_more_down.sql": "alter table big drop column more;\n",
    },
    request: { source: "target" },
  });
  const [more] = rehearsalIn(outcome).migrations;
  assert.deepEqual(more && locksOf(more), [["ACCESS EXCLUSIVE public.big"]]);
  assert.equal(more?.roundTrip.restored, true);
  assert.equal(outcome.failure, undefined);
});
