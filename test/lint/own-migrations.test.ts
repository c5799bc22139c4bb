// The example in migrations/ is what others copy, so that it must pass what they are asked to pass.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

const ROOT = join(import.meta.dirname, "../..");

test("the repository's own migrations have no hazard that is not meant", () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(ROOT, "src/cli/main.ts"), "lint", "--no-cache"],
    { cwd: ROOT, encoding: "utf8", env: { PATH: process.env["PATH"], HOME: ROOT } },
  );
  assert.equal(status, 0, stdout);
});
