// `check` looks at everything that a project has, and says what it did not look at. Git is the real one.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");

interface Told {
  readonly code: number | null;
  readonly findings: readonly { readonly rule: string; readonly file?: string; readonly message: string }[];
  readonly parts: readonly { readonly name: string; readonly count: number; readonly skipped?: string }[];
  readonly failure?: { readonly code: string };
}

/** No settings of whoever runs the tests, and none of a pipeline that they may run in. */
const ENV = {
  PATH: process.env["PATH"],
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.org",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.org",
};

function folder(context: TestContext): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "lockkeeper-check-")));
  context.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function git(project: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync("git", args, { cwd: project, env: ENV, encoding: "utf8" });
  assert.equal(status, 0, stderr);
}

function write(project: string, path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

function commit(project: string, message: string): void {
  git(project, "add", "--all");
  git(project, "commit", "--quiet", "--allow-empty", "--message", message);
}

function check(project: string, ...args: readonly string[]): Told {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, "check", "--json", ...args], {
    cwd: project,
    env: { ...ENV, LOCKKEEPER_PROJECT: project },
    encoding: "utf8",
  });
  assert.notEqual(stdout, "", stderr);
  return { parts: [], findings: [], ...(JSON.parse(stdout) as Partial<Told>), code: status };
}

const MIGRATION = "migrations/20260101_090000_make_a.sql";

function repository(context: TestContext): string {
  const path = folder(context);
  git(path, "init", "--quiet", "--initial-branch=main");
  write(path, MIGRATION, "create table public.a (id bigint primary key);\n");
  commit(path, "feat: make a");
  git(path, "checkout", "--quiet", "-b", "feat/more");
  return path;
}

const rulesIn = ({ findings }: Told): readonly string[] => findings.map(({ rule }) => rule);

test("where nothing is there, everything is skipped, and nothing fails", (context) => {
  const told = check(folder(context));
  assert.equal(told.code, 0);
  assert.deepEqual(
    told.parts.map(({ name, skipped }) => [name, skipped !== undefined]),
    [
      ["migrations", true],
      ["infrastructure", true],
      ["pipelines", true],
      ["commits", true],
    ],
  );
});

test("hazards of every part are told together, and fail it", (context) => {
  const path = repository(context);
  write(path, "migrations/20260102_090000_drop_a.sql", "drop table public.a;\n");
  write(path, "infra/main.tf", 'resource "aws_db_instance" "a" {\n  storage_encrypted = false\n}\n');
  write(path, ".gitlab-ci.yml", "a:\n  image: node\n  script: [echo]\n");
  commit(path, "More things.");
  const told = check(path, "--base", "main");
  assert.equal(told.code, 1);
  assert.equal(told.failure?.code, "hazards-found");
  assert.deepEqual(
    told.parts.map(({ name, count }) => [name, count > 0]),
    ["migrations", "infrastructure", "pipelines", "commits"].map((name) => [name, true]),
  );
  for (const rule of ["drop-table", "database-encrypted", "commit-form"]) {
    assert.ok(rulesIn(told).includes(rule), `${rule} is not among ${rulesIn(told).join(", ")}`);
  }
});

test("commits are those that the base does not have, merges left out", (context) => {
  const path = repository(context);
  commit(path, "fix: one");
  git(path, "checkout", "--quiet", "main");
  commit(path, "Not of this branch.");
  git(path, "checkout", "--quiet", "feat/more");
  git(path, "merge", "--quiet", "--no-edit", "main");
  const told = check(path, "--base", "main");
  assert.equal(told.code, 0);
  assert.equal(told.parts.find(({ name }) => name === "commits")?.count, 1);
});

test("the main branch is found by itself, and the name of the branch is advice", (context) => {
  const path = repository(context);
  git(path, "branch", "--move", "stuff");
  commit(path, "fix: one.");
  const ofGit = rulesIn(check(path)).filter((rule) => /^(?:branch|commit)-/.test(rule));
  assert.deepEqual(ofGit.toSorted(), ["branch-name", "commit-subject"]);
});

test("a shallow clone cannot tell its commits, and says so", (context) => {
  const path = repository(context);
  commit(path, "Wrong");
  commit(path, "fix: right");
  const clone = join(folder(context), "clone");
  git(path, "checkout", "--quiet", "main");
  git(path, "clone", "--quiet", "--depth=1", "--branch=feat/more", `file://${path}`, clone);
  const told = check(clone);
  assert.equal(told.code, 0);
  const commits = told.parts.find(({ name }) => name === "commits");
  assert.match(commits?.skipped ?? "", /main|fetch-depth/);
});

test("a base that git does not know is wrong use", (context) => {
  const path = folder(context);
  git(path, "init", "--quiet", "--initial-branch=main");
  commit(path, "feat: nothing");
  assert.equal(check(path, "--base", "origin/nope").code, 2);
});
