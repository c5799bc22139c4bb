// A run that nothing disturbs: what every disturbed one must come to in the end.

import assert from "node:assert/strict";
import { join } from "node:path";
import type { TestContext } from "node:test";

import { testDatabase, testDirectory } from "../support/server.ts";
import { startCutProxy } from "./cut-proxy.ts";
import type { Side } from "./cut-proxy.ts";
import { MIGRATIONS, writeFixture } from "./fixture.ts";
import { upHere } from "./runner.ts";
import { assertWhole, snapshotOf } from "./snapshot.ts";
import type { Snapshot } from "./snapshot.ts";

type Counted = Readonly<Record<Side, number>>;

export interface Undisturbed {
  /** The fixture. */
  readonly folder: string;
  readonly snapshot: Snapshot;
  /** Messages of the whole run. */
  readonly seen: Counted;
  /** The last messages before the deploy lock is asked for: until then nothing has begun. */
  readonly started: Counted;
}

/** Runs the fixture through a proxy that lets everything pass. */
export async function undisturbed(context: TestContext): Promise<Undisturbed> {
  const folder = writeFixture(join(await testDirectory(context), "migrations"));
  const url = await testDatabase(context);
  let started: Counted | undefined;
  await using proxy = await startCutProxy(url, ({ bytes }) => {
    if (bytes.includes("pg_try_advisory_lock")) started ??= { ...proxy.seen };
    return "pass";
  });
  const outcome = await upHere(proxy.url, folder);
  assert.equal(outcome.failure?.message, undefined);
  assert.equal(outcome.applied.length, MIGRATIONS);
  assert.ok(started);
  const snapshot = await snapshotOf(url);
  await assertWhole({ url, folder, snapshot, migrations: MIGRATIONS });
  return { folder, snapshot, seen: { ...proxy.seen }, started };
}
