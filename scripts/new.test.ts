// Proves that a format that was just written passes the checks and the suite that all formats share.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { newFormat } from "./new.ts";

const REPOSITORY = join(import.meta.dirname, "..");

test("a new format passes the suite of all formats, and is not written twice", (context) => {
  const root = mkdtempSync(join(tmpdir(), "new-format-"));
  context.after(() => rmSync(root, { recursive: true }));
  for (const name of ["package.json", "src/core", "src/store", "src/world"]) {
    cpSync(join(REPOSITORY, name), join(root, name), { recursive: true });
  }
  symlinkSync(join(REPOSITORY, "node_modules"), join(root, "node_modules"));

  assert.equal(newFormat(root, "sea-chart")?.length, 6);
  const list = readFileSync(join(root, "src/store/formats/formats.ts"), "utf8");
  assert.match(list, /^import \{ seaChart \} from ".\/sea-chart\/format.ts";$/m);
  const suite = ["--test", "--test-reporter=tap", "src/store/formats/formats.test.ts"];
  // The runner tells a nested run by this variable and would report nothing of its own.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const output = execFileSync(process.execPath, suite, { cwd: root, env, encoding: "utf8" });
  assert.match(output, /# Subtest: the format sea-chart/);
  assert.match(output, /^# fail 0$/m);

  assert.equal(newFormat(root, "sea-chart"), undefined);
});
