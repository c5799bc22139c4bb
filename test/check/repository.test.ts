// This repository passes its own `check`: migrations, infrastructure, pipelines, scripts, secrets and the last commits.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

import { run } from "./project.ts";

const ROOT = join(import.meta.dirname, "../..");
const COMMITS = 10;

/** A commit to look back to; none in a clone that is not deep enough, and without git. */
function base(): readonly string[] {
  const { status, stdout } = spawnSync("git", ["rev-parse", "--verify", "--quiet", `HEAD~${COMMITS}`], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return status === 0 ? ["--base", stdout.trim()] : [];
}

test("`check` has no hazard to tell of this repository", () => {
  const since = base();
  const { findings, parts, failure } = run(ROOT, "check", ...since);
  assert.deepEqual(
    findings.filter((finding) => finding.class === "hazard"),
    [],
  );
  assert.equal(failure, undefined);
  const passedOver = parts.filter(({ skipped }) => skipped !== undefined).map(({ name }) => name);
  assert.deepEqual(
    passedOver.filter((name) => name !== "commits" || since.length > 0),
    [],
  );
});

test("the pipelines for others to copy have nothing that is wrong either", () => {
  const { findings } = run(ROOT, "ci", "check");
  assert.deepEqual(findings, []);
});
