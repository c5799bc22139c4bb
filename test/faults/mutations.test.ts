// Spoiled migrations: no crash and no hang, a message with its file, and the database as it was.

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";

import type { MigrateOutcome } from "../../src/core/outcome.ts";
import { readHistory } from "../../src/journal/journal.ts";
import { testDatabase, testDirectory, testSession } from "../support/server.ts";
import { eachPoint } from "./cut-points.ts";
import { FIXTURE, writeFolder } from "./fixture.ts";
import { randomFrom, spoiled } from "./mutation.ts";
import type { Random } from "./mutation.ts";
import { ownDatabase } from "./own-database.ts";
import type { OwnDatabase } from "./own-database.ts";
import { FULL, upHere } from "./runner.ts";
import { snapshotOf } from "./snapshot.ts";
import type { Snapshot } from "./snapshot.ts";

const MUTATIONS = FULL ? 10_000 : Number(process.env["LOCKKEEPER_FAULTS_MUTATIONS"] ?? 60);
/** Another one tries other mutations; a failure names the seed that shows it again. */
const SEED = Number(process.env["LOCKKEEPER_FAULTS_SEED"] ?? 0);
const STATEMENT_MS_MAX = 10_000;

type Files = Readonly<Record<string, string>>;

/** A database in which everything before one file is applied. */
interface Ground {
  readonly before: Files;
  readonly file: string;
  readonly text: string;
  readonly database: string;
  readonly snapshot: Snapshot;
  /** Copies of the database that a refused migration has left as they were, for the next mutation. */
  readonly unspoilt: OwnDatabase[];
}

const EXAMPLE: Files = Object.fromEntries(
  globSync("migrations/*.sql", { cwd: join(import.meta.dirname, "../..") })
    .filter((path) => !/_(?:down|verify)\.sql$/.test(path))
    .toSorted()
    .map((path) => [
      path.replace(/^.*[/\\]/, ""),
      readFileSync(join(import.meta.dirname, "../..", path), "utf8"),
    ]),
);

/** The grounds of a set of files, in the order of the files. */
async function groundsOf(context: TestContext, files: Files): Promise<readonly Ground[]> {
  const directory = await testDirectory(context);
  const grounds: Ground[] = [];
  for (const [index, [file, text]] of Object.entries(files).entries()) {
    const before = Object.fromEntries(Object.entries(files).slice(0, index));
    const url = await testDatabase(context);
    if (index > 0) {
      const { failure } = await upHere(url, writeFolder(join(directory, String(index)), before));
      assert.equal(failure?.message, undefined);
    }
    grounds.push({
      before,
      file,
      text,
      database: new URL(url).pathname.slice(1),
      snapshot: await snapshotOf(url),
      unspoilt: [],
    });
  }
  return grounds;
}

/** Whether the database is as it was; false where the file ran, or is recorded as begun. */
async function assertHarmless(
  ground: Ground,
  url: string,
  { failure, applied }: MigrateOutcome,
): Promise<boolean> {
  if (!failure) return false;
  assert.notEqual(failure.code, "unexpected", failure.message);
  assert.ok(`${failure.file} ${failure.message}`.includes(ground.file), `no file in: ${failure.message}`);
  assert.deepEqual(applied, []);
  await using session = await testSession(url);
  const { unfinished } = await readHistory(session);
  // Where statements of a file commit one by one, what is done is in the journal.
  if (unfinished.length > 0) return false;
  assert.deepEqual(await snapshotOf(url), ground.snapshot);
  return true;
}

test("a spoiled migration never crashes, never hangs, and never leaves the database half-changed", async (context) => {
  const grounds = [...(await groundsOf(context, FIXTURE)), ...(await groundsOf(context, EXAMPLE))];
  const directory = await testDirectory(context);
  const seeds = Array.from({ length: MUTATIONS }, (_, index) => ({ seed: SEED + index }));
  let worked = 0;
  await eachPoint(context, seeds, async ({ seed }) => {
    const random: Random = randomFrom(seed);
    const ground = grounds[Math.floor(random() * grounds.length)];
    assert.ok(ground);
    const folder = join(directory, String(seed));
    writeFolder(folder, { ...ground.before, [ground.file]: spoiled(ground.text, random) });
    await using spoilt = new AsyncDisposableStack();
    const database = ground.unspoilt.pop() ?? (await ownDatabase(ground.database));
    spoilt.use(database);
    const { url } = database;
    const outcome = await upHere(url, folder, { limits: { statementTimeoutMs: STATEMENT_MS_MAX } });
    if (await assertHarmless(ground, url, outcome)) {
      spoilt.move();
      ground.unspoilt.push(database);
    }
    if (!outcome.failure) worked += 1;
    await rm(folder, { recursive: true });
  });
  await Promise.all(
    grounds.flatMap(({ unspoilt }) => unspoilt).map((database) => database[Symbol.asyncDispose]()),
  );
  context.diagnostic(`${worked} of ${MUTATIONS} worked all the same`);
});
