// Damaged projects and registries of Sqitch: each is told by name, and nothing is written.

import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { testSession } from "../support/server.ts";
import { copyOf, hasProgram, openYard, tellsDamage, type Damage } from "./adopting.ts";
import { inTransaction, planOf, sqitchFiles, type SqitchChange } from "./sqitch-project.ts";

const change = (name: string, day: number): SqitchChange => ({
  ...{ name, stamp: `2024010${day}090000`, note: `Makes ${name}.` },
  deploy: inTransaction(`create table ${name} (id int);`),
  revert: inTransaction(`drop table ${name};`),
});

const A = change("a", 1);
const B = change("b", 2);
const C = change("c", 3);

const PLAN = "db/sql/sqitch.plan";

const DAMAGES: readonly Damage[] = [
  {
    title: "a script that was edited after it ran",
    spoil: (yard) => yard.write({ "db/sql/deploy/b.sql": `${B.deploy}-- again\n` }),
    told: /`b [0-9a-f]{40}` was edited after it was applied: the database has the checksum [0-9a-f]{40}/,
  },
  {
    title: "a plan whose past was edited",
    spoil: (yard) => yard.write({ [PLAN]: planOf([A, { ...B, note: "Other words." }, C]) }),
    told: /^`c` is deployed with the id [0-9a-f]{40}, and the plan makes another one of it/,
  },
  {
    title: "a change that the plan has not",
    spoil: (yard) => yard.write({ [PLAN]: planOf([A, B]) }),
    told: /`c [0-9a-f]{40}` is applied in the database, and no file has it/,
  },
  {
    title: "a change that failed",
    spoil: (yard) =>
      yard.sql(`insert into sqitch.events (event, change_id, change, project, committer_name, committer_email,
          planned_at, planner_name, planner_email)
        select 'fail', change_id, change, project, committer_name, committer_email, planned_at, planner_name, planner_email
        from sqitch.changes where change = 'c';
        delete from sqitch.changes where change = 'c'; drop table c`),
    told: /`c [0-9a-f]{40}` failed in the database/,
  },
  {
    title: "a row too few, and the table is there",
    spoil: (yard) => yard.sql("delete from sqitch.changes where change = 'c'"),
    told: /is not what its files make: 1 difference/,
  },
  {
    title: "a change without its script",
    spoil: (yard) => rm(join(yard.directory, "db/sql/deploy/b.sql")),
    told: /sqitch\.plan:6: the change b has no deploy script sql\/deploy\/b\.sql/,
  },
  {
    title: "a script with a variable of psql",
    spoil: (yard) =>
      yard.write({ "db/sql/deploy/b.sql": "begin;\n\ncreate table :name (id int);\ncommit;\n" }),
    told: /deploy\/b\.sql:3: PostgreSQL cannot read this/,
  },
  {
    title: "a line that is no change",
    spoil: (yard) => yard.write({ [PLAN]: `${planOf([A, B, C])}d 2024-01-04 nobody\n` }),
    told: /sqitch\.plan:8: this is neither a change nor a tag/,
  },
  {
    title: "another engine",
    spoil: (yard) => yard.write({ "db/sqitch.conf": "[core]\nengine = mysql\ntop_dir = sql\n" }),
    told: /the engine is mysql/,
  },
  {
    title: "another project in the same registry",
    spoil: (yard) =>
      yard.sql(`insert into sqitch.projects (project, creator_name, creator_email) values ('other', 'x', 'y');
        insert into sqitch.changes select 'x', null, change, 'other', note, committed_at, committer_name, committer_email,
          planned_at, planner_name, planner_email from sqitch.changes where change = 'a'`),
    told: /changes of another project, `other`/,
    passes: true,
  },
];

test(
  "damaged databases of Sqitch",
  { skip: !hasProgram("sqitch") && "sqitch is not installed" },
  async (t) => {
    const yard = await openYard(t);
    await yard.write(sqitchFiles([A, B, C]));
    await yard.run("sqitch", ["--chdir", "db", "deploy", yard.url.replace(/^postgres(?:ql)?:/, "db:pg:")]);
    for (const damage of DAMAGES) {
      await t.test(damage.title, (each) => tellsDamage(each, "sqitch", { yard, damage }));
    }
    await t.test("another registry", async (each) => {
      const copy = await copyOf(yard, each);
      await copy.sql("alter schema sqitch rename to registry");
      const flags = ["--convert", "--history-table", "registry.changes"];
      const { failure, adopted } = await copy.lockkeeper("adopt", "sqitch", ...flags);
      assert.deepEqual([failure, adopted.length], [undefined, 3]);
    });
    await t.test("somebody who deploys", async (each) => {
      const copy = await copyOf(yard, each);
      await using other = await testSession(copy.url);
      await other.query("select pg_advisory_lock(75474063)");
      const { failure } = await copy.lockkeeper("adopt", "sqitch", "--convert", "--dry-run");
      assert.equal(failure?.code, "locked");
      assert.match(failure.message, /^The lock of Sqitch is held: pid \d+/);
    });
  },
);
