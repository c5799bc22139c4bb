// What is remembered of a folder spares reading it, and never changes what is said.

import assert from "node:assert/strict";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";

import type { Outcome } from "../../src/core/outcome.ts";
import type { Journey } from "../../src/flow/journey.ts";
import { migrate } from "../../src/flow/migrate.ts";
import { showStatus } from "../../src/flow/status.ts";
import { journeyOf } from "../faults/runner.ts";
import { testDatabase, testDirectory, testSession } from "../support/server.ts";

interface Yard {
  readonly project: string;
  readonly folder: string;
  readonly url: string;
}

const A = "20240101_090000_a.sql";
const B = "20240102_090000_b.sql";
const DOWN = "20240102_090000_b_down.sql";
const MINUTE_S = 60;

/** Two applied migrations whose files have been left alone for a minute, and are remembered. */
async function rememberedYard(context: TestContext): Promise<Yard> {
  const project = await testDirectory(context);
  const folder = join(project, "migrations");
  const yard = { project, folder, url: await testDatabase(context) };
  mkdirSync(folder);
  writeFileSync(join(folder, A), "create table a (id bigint);\n");
  writeFileSync(join(folder, B), "create table b (id bigint);\n");
  writeFileSync(join(folder, DOWN), "drop table b;\n");
  await migrate(journey(yard), { allowOutOfOrder: false });
  await migrate(journey(yard, MINUTE_S), { allowOutOfOrder: false });
  assert.ok(existsSync(memoryOf(yard)));
  return yard;
}

const memoryOf = ({ project }: Yard): string => join(project, ".lockkeeper/cache/folder");

/** In `laterS` seconds from now. Counts the calls that read files. */
function journey(yard: Yard, laterS = 0, onRead: () => void = () => undefined): Journey {
  const plain = journeyOf(yard.url, yard.folder);
  const { files, clock } = plain.world;
  return {
    ...plain,
    settings: { ...plain.settings, project: yard.project },
    world: {
      ...plain.world,
      clock: { ...clock, now: () => new Date(clock.now().getTime() + laterS * 1000) },
      files: {
        ...files,
        readEach: (paths, take) => {
          onRead();
          return files.readEach(paths, take);
        },
      },
    },
  };
}

/** What both commands say, and whether the migrations were read for it. */
async function said(yard: Yard): Promise<{ readonly outcomes: readonly Outcome[]; readonly reads: number }> {
  let reads = 0;
  const asked = (): Journey => journey(yard, MINUTE_S, () => (reads += 1));
  const outcomes = [await migrate(asked(), { allowOutOfOrder: false }), await showStatus(asked())];
  return { outcomes, reads };
}

test("what is remembered is not read again", async (t) => {
  const yard = await rememberedYard(t);
  const { outcomes, reads } = await said(yard);
  assert.equal(reads, 0);
  assert.deepEqual(
    outcomes.map(({ failure, problems }) => [failure, problems]),
    [
      [undefined, []],
      [undefined, []],
    ],
  );
  const [up, status] = outcomes.map((outcome) => ("applied" in outcome ? outcome.applied : undefined));
  assert.deepEqual(up, []);
  assert.equal(Array.isArray(status) && status.length, 2);
});

test("files that have just been written are not remembered", async (t) => {
  const yard = await rememberedYard(t);
  rmSync(memoryOf(yard));
  await migrate(journey(yard), { allowOutOfOrder: false });
  assert.equal(existsSync(memoryOf(yard)), false);
});

test("a folder with repeatables or placeholders is not remembered", async (t) => {
  for (const [path, text] of [
    ["repeatable/v.sql", "create or replace view v as select 1 as one;\n"],
    ["20240103_090000_c.sql", "-- lockkeeper: placeholders\ncreate table c (id int);\n"],
  ] as const) {
    const yard = await rememberedYard(t);
    mkdirSync(join(yard.folder, "repeatable"), { recursive: true });
    writeFileSync(join(yard.folder, path), text);
    rmSync(memoryOf(yard));
    await migrate(journey(yard, MINUTE_S), { allowOutOfOrder: false });
    const again = await migrate(journey(yard, MINUTE_S), { allowOutOfOrder: false });
    assert.deepEqual([again.failure, again.applied], [undefined, []]);
    assert.equal(existsSync(memoryOf(yard)), false, path);
  }
});

test("a down may change: it says nothing about what is pending", async (t) => {
  const yard = await rememberedYard(t);
  writeFileSync(join(yard.folder, DOWN), "drop table if exists b;\n");
  assert.equal((await said(yard)).reads, 0);
});

const CHANGES: readonly (readonly [title: string, change: (yard: Yard) => unknown])[] = [
  ["a file is edited", ({ folder }) => writeFileSync(join(folder, B), "create table b (id int, c text);\n")],
  ["a comment is added", ({ folder }) => appendFileSync(join(folder, A), "-- more\n")],
  ["an edit keeps size and time", ({ folder }) => editInDisguise(join(folder, B))],
  ["two files change places", ({ folder }) => swap(join(folder, A), join(folder, B))],
  ["a file is renamed", ({ folder }) => renameSync(join(folder, B), join(folder, "20240103_090000_b.sql"))],
  ["a file has gone", ({ folder }) => rmSync(join(folder, A))],
  [
    "a file has come",
    ({ folder }) => writeFileSync(join(folder, "20240103_090000_c.sql"), "create table c ();\n"),
  ],
  [
    "a down stands alone",
    ({ folder }) => writeFileSync(join(folder, "20240103_090000_c_down.sql"), "select 1;\n"),
  ],
  ["a file is a link now", ({ folder }) => linkInstead(join(folder, B))],
  ["the folder has gone", ({ folder }) => rmSync(folder, { recursive: true })],
  [
    "the journal has another row",
    (yard) =>
      sql(
        yard,
        "insert into lockkeeper.journal (run_id, event, direction, version, name, tool) values (gen_random_uuid(), 'undone', 'up', '20240102_090000', 'b', '0')",
      ),
  ],
  [
    "a migration is half done",
    (yard) =>
      sql(
        yard,
        "insert into lockkeeper.journal (run_id, event, direction, version, name, tool, statement, statements) values (gen_random_uuid(), 'begun', 'down', '20240102_090000', 'b', '0', 1, 1)",
      ),
  ],
  ["the journal has gone", (yard) => sql(yard, "drop schema lockkeeper cascade; drop table a, b")],
  [
    "the memory is cut short",
    (yard) => writeFileSync(memoryOf(yard), readFileSync(memoryOf(yard), "utf8").slice(0, 100)),
  ],
  [
    "the memory tells of other marks",
    (yard) =>
      writeFileSync(
        memoryOf(yard),
        readFileSync(memoryOf(yard), "utf8").replace('"marksHash":"', '"marksHash":"0'),
      ),
  ],
  [
    "the memory is a folder",
    (yard) => {
      rmSync(memoryOf(yard));
      mkdirSync(memoryOf(yard));
    },
  ],
];

for (const [title, change] of CHANGES) {
  test(`it says the same as without a memory where ${title}`, async (t) => {
    const [yard, other] = [await rememberedYard(t), await rememberedYard(t)];
    await change(yard);
    await change(other);
    rmSync(memoryOf(other), { recursive: true, force: true });
    assert.deepEqual(bare(await said(yard)), bare(await said(other)));
  });
}

/** Without what two databases and two moments have of their own. */
const bare = ({ outcomes }: { readonly outcomes: readonly Outcome[] }): unknown =>
  JSON.parse(
    JSON.stringify(outcomes, (key, value: unknown) =>
      key === "target" || key === "durationMs" || key === "appliedAt" || key === "directory"
        ? undefined
        : value,
    ).replaceAll(/test_[0-9a-f]+|own-\w+/g, "X"),
  );

function editInDisguise(path: string): void {
  const { atime, mtime } = statSync(path);
  writeFileSync(path, readFileSync(path, "utf8").replace("bigint", "int   "));
  utimesSync(path, atime, mtime);
}

function linkInstead(path: string): void {
  renameSync(path, `${path}.real`);
  symlinkSync(`${path}.real`, path);
}

function swap(a: string, b: string): void {
  renameSync(a, `${a}.aside`);
  renameSync(b, a);
  renameSync(`${a}.aside`, b);
}

async function sql({ url }: Yard, text: string): Promise<void> {
  await using session = await testSession(url);
  await session.run(text);
}
