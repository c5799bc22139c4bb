// What a folder is compared by and what then runs are the same bytes, whoever writes to it in between.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { realWorld } from "../world/world.ts";
import { readMigrations, readOnce } from "./store.ts";

test("a folder that is written to in between reads as it first did, downs included", async (context) => {
  const directory = await mkdtemp(join(tmpdir(), "lockkeeper-once-"));
  context.after(() => rm(directory, { recursive: true }));
  const write = (name: string, text: string): Promise<void> => writeFile(join(directory, name), text);
  await write("20260101_090000_a.sql", "select 1;\n");
  await write("20260101_090000_a_down.sql", "select -1;\n");

  const files = readOnce(realWorld().files);
  const request = { directory, shownAs: "migrations", now: new Date("2026-02-01") };
  const ups = await readMigrations(files, { ...request, only: "ups" });
  await write("20260101_090000_a.sql", "select 2;\n");
  await write("20260101_090001_b.sql", "select 3;\n");
  const whole = await readMigrations(files, request);

  assert.deepEqual(whole.problems, []);
  assert.deepEqual(
    whole.migrations.map(({ name, up, down }) => [name, up.text, down?.text]),
    [["a", "select 1;\n", "select -1;\n"]],
  );
  assert.equal(ups.migrations[0]?.checksum, whole.migrations[0]?.checksum);
});
