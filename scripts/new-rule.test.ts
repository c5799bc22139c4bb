// Proves that a rule that was just written has its line in the list and passes the suite of all rules.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { newRule } from "./new-rule.ts";

const REPOSITORY = join(import.meta.dirname, "..");

test("a new rule passes the suite of all rules, and is not written twice", (context) => {
  const root = mkdtempSync(join(tmpdir(), "new-rule-"));
  context.after(() => rmSync(root, { recursive: true }));
  for (const name of ["package.json", "src", "test/lint", "scripts", "docs"]) {
    cpSync(join(REPOSITORY, name), join(root, name), { recursive: true });
  }
  symlinkSync(join(REPOSITORY, "node_modules"), join(root, "node_modules"));

  assert.equal(newRule(root, "drop-harbour")?.length, 6);
  const list = readFileSync(join(root, "src/lint/rules/rules.ts"), "utf8");
  assert.match(list, /^import \{ rule as dropHarbour \} from ".\/drop-harbour\/rule.ts";$/m);
  assert.match(list, /^ {2}dropHarbour,$/m);
  execFileSync(process.execPath, ["scripts/rule-page.ts"], { cwd: root });
  // The runner tells a nested run by this variable and would report nothing of its own.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const suite = ["--test", "--test-reporter=tap", "test/lint/rules.test.ts"];
  const output = execFileSync(process.execPath, suite, { cwd: root, env, encoding: "utf8" });
  assert.match(output, /# Subtest: the rule drop-harbour/);
  assert.match(output, /^# fail 0$/m);

  assert.equal(newRule(root, "drop-harbour"), undefined);
});
