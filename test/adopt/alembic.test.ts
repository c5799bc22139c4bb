// Alembic makes a database, and we take it over.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { adoptsWell, hasProgram, openYard, type Yard } from "./adopting.ts";
import { alembicFiles, executed, executedAlone, type AlembicRevision } from "./alembic-project.ts";
import { SAMPLE } from "./sample.ts";

const skip = !hasProgram("alembic") && "alembic is not installed";

const upgrade = (yard: Yard, to = "heads"): Promise<string> =>
  yard.run("alembic", ["-c", "server/alembic.ini", "upgrade", to], {
    SQLALCHEMY_URL: yard.url.replace(/^postgres:/, "postgresql:"),
  });

test("a database of Alembic is adopted", { skip }, async (t) => {
  const yard = await openYard(t);
  const revisions = SAMPLE.map(({ name, stamp, up, down, alone }, index): AlembicRevision => {
    const how = alone ? executedAlone : executed;
    return {
      ...{ id: `r${index}`, down: index === 0 ? undefined : `r${index - 1}`, title: name },
      ...{ up: how(up), back: how(down) },
      created: `${stamp.slice(0, 4)}-${stamp.slice(4, 6)}-${stamp.slice(6, 8)} ${stamp.slice(8, 10)}:${stamp.slice(10, 12)}:${stamp.slice(12)}.123`,
    };
  });
  await yard.write(alembicFiles(revisions));
  await upgrade(yard);
  await adoptsWell(t, yard, {
    ...{ tool: "alembic", applied: SAMPLE.length, tables: ["public.alembic_version"], timeless: true },
  });
});

/** Two branches; the right one needs the left one, and both are merged. */
const GRAPH: readonly AlembicRevision[] = [
  {
    ...{ id: "a1", down: undefined, title: "base" },
    up: executed("create table base (id int)"),
    back: executed("drop table base"),
  },
  {
    ...{ id: "b1", down: "a1", title: "left", more: "branch_labels = ('left',)" },
    up: `${executed("create type mood as enum ('sad')")}
    ${executedAlone("alter type mood add value 'happy'")}
    ${executed("create table moods (mood mood default 'happy')")}
    if not context.is_offline_mode():
        op.get_bind().execute(sa.text("insert into moods default values"))`,
    back: `${executed("drop table moods")}\n    ${executed("drop type mood")}`,
  },
  {
    ...{ id: "c1", down: "a1", title: "right", more: "depends_on = 'left'" },
    up: executed("create table happy (mood mood)"),
    back: "raise NotImplementedError('never')",
  },
  {
    ...{ id: "d1", down: ["b1", "c1"], title: "merge" },
    ...{ up: "pass", back: "pass" },
  },
];

test("the graph of Alembic is kept, with what each revision runs alone", { skip }, async (t) => {
  const yard = await openYard(t);
  await yard.write(alembicFiles(GRAPH));
  await upgrade(yard, "c1");
  const { adopted, pending, problems, failure } = await yard.lockkeeper("adopt", "alembic", "--convert");
  assert.equal(failure, undefined);
  assert.deepEqual(
    [adopted.map(({ id }) => id), pending.map(({ name }) => name)],
    [["a1", "b1", "c1"], ["merge"]],
  );
  assert.match(
    problems.map(({ message }) => message).join("\n"),
    /left\.py:\d+: revision b1 leaves something out/,
  );

  const read = (name: string): Promise<string> => readFile(join(yard.directory, "migrations", name), "utf8");
  const left = await read("20000101_000002_left.sql");
  assert.match(left, /^-- lockkeeper: transaction=none$/m);
  assert.match(
    left,
    /^BEGIN;\n\ncreate type mood[^;]+;\n\nCOMMIT;\n\nalter type [^;]+;\n\nBEGIN;\n\ncreate table moods[^;]+;\n\nCOMMIT;\n$/m,
  );
  assert.match(await read("20000101_000001_base_down.sql"), /drop table base;/);
  assert.match(await read("20000101_000002_left_down.sql"), /BEGIN;\n\ndrop table moods;/);
  await assert.rejects(read("20000101_000003_right_down.sql"));
  assert.match(await read("20000101_000003_right.sql"), /Note: Alembic could not write its downgrade/);

  const up = await yard.lockkeeper("up");
  assert.deepEqual([up.failure, up.applied.length], [undefined, 1]);
});

test("what Alembic has written elsewhere is read from files, and nothing is run", async (t) => {
  const yard = await openYard(t);
  await yard.write({
    ...alembicFiles([
      { id: "a1", down: undefined, title: "base", up: "pass", back: "pass" },
      { id: "b1", down: "a1", title: "more", up: "pass", back: "pass" },
    ]),
    "server/alembic-upgrade.sql": `BEGIN;
-- Running upgrade  -> a1
create table base (id int);
INSERT INTO ops.revisions (version_num) VALUES ('a1') RETURNING ops.revisions.version_num;
-- Running upgrade a1 -> b1
create table more (id int);
UPDATE ops.revisions SET version_num='b1' WHERE ops.revisions.version_num = 'a1';
COMMIT;
`,
    "server/alembic-downgrade.sql": `BEGIN;
-- Running downgrade b1 -> a1
drop table more;
UPDATE ops.revisions SET version_num='a1' WHERE ops.revisions.version_num = 'b1';
`,
  });
  await yard.sql(`create table base (id int); create table more (id int); create schema ops;
    create table ops.revisions (version_num varchar(32) primary key); insert into ops.revisions values ('b1')`);
  await yard.write({ "setup.sql": "create schema ops;\n" });
  const { failure, adopted, files } = await yard.lockkeeper(
    ...["adopt", "alembic", "--convert", "--tool-command", "no/such/alembic"],
    ...["--history-table", "ops.revisions", "--scratch-setup", "setup.sql"],
  );
  assert.deepEqual([failure, adopted.map(({ id }) => id)], [undefined, ["a1", "b1"]]);
  assert.deepEqual(
    files.filter((file) => file.endsWith("_down.sql")),
    ["migrations/20000101_000002_more_down.sql"],
  );
});
