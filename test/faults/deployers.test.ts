// Ten deployers at once, as processes of their own: one does each migration, and nobody gets in another's way.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { testDatabase, testDirectory } from "../support/server.ts";
import { MIGRATIONS, writeFixture } from "./fixture.ts";
import { FULL, runUp, upHere } from "./runner.ts";
import type { Ended } from "./runner.ts";
import { assertWhole, snapshotOf } from "./snapshot.ts";

const DEPLOYERS = 10;
const ROUNDS = FULL ? 50 : 1;

const EXIT_DONE = 0;
const EXIT_LOCKED = 4;

function assertAllowed({ exit, told, err }: Ended, exits: readonly number[]): void {
  const said = JSON.stringify({ exit, failure: told?.failure, err });
  assert.ok(typeof exit === "number" && exits.includes(exit), said);
  if (exit === EXIT_LOCKED) assert.equal(told?.failure?.code, "locked");
}

test("ten deployers at once apply each migration once, and nothing deadlocks", async (context) => {
  const folder = writeFixture(join(await testDirectory(context), "migrations"));
  const alone = await testDatabase(context);
  await upHere(alone, folder);
  const snapshot = await snapshotOf(alone);
  for (let round = 1; round <= ROUNDS; round++) {
    const url = await testDatabase(context);
    // Every second one waits for the one that works, the others leave at once.
    const deployers = Array.from({ length: DEPLOYERS }, async (_, index) => {
      const waits = index % 2 === 0;
      const ended = await runUp(url, folder, waits ? ["--wait", "100s"] : []);
      assertAllowed(ended, waits ? [EXIT_DONE] : [EXIT_DONE, EXIT_LOCKED]);
      return ended;
    });
    const ended = await Promise.all(deployers);
    const applied = ended.flatMap(({ told }) => told?.applied ?? []).map(({ version }) => version);
    assert.equal(applied.length, MIGRATIONS, "each is told as applied by one of them");
    assert.equal(new Set(applied).size, MIGRATIONS);
    await assertWhole({ url, folder, snapshot, migrations: MIGRATIONS });
  }
});
