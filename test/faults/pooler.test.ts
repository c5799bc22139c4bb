// Deployers behind a pooler in transaction mode, where a session's lock is worth nothing.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { testDatabase, testDirectory } from "../support/server.ts";
import { MIGRATIONS, writeFixture } from "./fixture.ts";
import { hasPooler, startPooler } from "./pooler.ts";
import { FULL, runUp, upHere } from "./runner.ts";
import { assertWhole, snapshotOf } from "./snapshot.ts";

const DEPLOYERS = 10;
const ROUNDS = FULL ? 50 : 1;
const skip = (await hasPooler()) ? false : "pgbouncer is not installed";

test(
  "ten deployers behind PgBouncer in transaction mode apply each migration once",
  { skip },
  async (context) => {
    const directory = await testDirectory(context);
    const folder = writeFixture(join(directory, "migrations"));
    const alone = await testDatabase(context);
    await upHere(alone, folder);
    const snapshot = await snapshotOf(alone);
    for (let round = 1; round <= ROUNDS; round++) {
      const url = await testDatabase(context);
      await using pooler = await startPooler(url, directory);
      const deployers = Array.from({ length: DEPLOYERS }, () =>
        runUp(pooler.url, folder, ["--wait", "100s"]),
      );
      const ended = await Promise.all(deployers);
      for (const { exit, told, err } of ended)
        assert.equal(exit, 0, JSON.stringify({ failure: told?.failure, err }));
      const applied = ended.flatMap(({ told }) => told?.applied ?? []).map(({ version }) => version);
      assert.equal(applied.length, MIGRATIONS, "each is told as applied by one of them");
      assert.equal(new Set(applied).size, MIGRATIONS);
      await assertWhole({ url, folder, snapshot, migrations: MIGRATIONS });
    }
  },
);
