// `check` looks at everything that a project has, and says what it did not look at. Git is the real one.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { LEAK, check, commit, folder, git, repository, rulesIn, run, write, type Told } from "./project.ts";

const secretsIn = (told: Told): readonly string[] =>
  rulesIn(told).filter((rule) => rule.startsWith("secret-"));

test("where nothing is there, everything is skipped, and nothing fails", (context) => {
  const told = check(folder(context));
  assert.equal(told.code, 0);
  assert.deepEqual(
    told.parts.map(({ name, skipped }) => [name, skipped !== undefined]),
    [
      ["migrations", true],
      ["infrastructure", true],
      ["pipelines", true],
      ["scripts", true],
      ["secrets", true],
      ["commits", true],
    ],
  );
});

test("hazards of every part are told together, and fail it", (context) => {
  const path = repository(context);
  write(path, "migrations/20260102_090000_drop_a.sql", "drop table public.a;\n");
  write(path, "infra/main.tf", 'resource "aws_db_instance" "a" {\n  storage_encrypted = false\n}\n');
  write(path, ".gitlab-ci.yml", "a:\n  image: node\n  script: [echo]\n");
  write(path, "scripts/a.sh", "#!/bin/sh\nif true; then\n");
  write(path, "a.txt", LEAK);
  commit(path, "More things.");
  const told = check(path, "--base", "main");
  assert.equal(told.code, 1);
  assert.equal(told.failure?.code, "hazards-found");
  assert.deepEqual(
    told.parts.map(({ name, count }) => [name, count > 0]),
    ["migrations", "infrastructure", "pipelines", "scripts", "secrets", "commits"].map((name) => [
      name,
      true,
    ]),
  );
  for (const rule of [
    "drop-table",
    "database-encrypted",
    "shell-syntax",
    "secret-committed",
    "commit-form",
  ]) {
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

test("`ci check` looks at pipelines, scripts, secrets and commits, in any folder", (context) => {
  const path = repository(context);
  write(path, ".gitlab-ci.yml", "a:\n  script: [./deploy.sh]\n");
  write(path, "deploy.sh", "for\n");
  write(path, "infra/main.tf", 'resource "aws_db_instance" "a" {\n  storage_encrypted = false\n}\n');
  commit(path, "Wrong");
  for (const told of [
    run(path, "ci", "check"),
    run(folder(context), "ci", "check", path, "--base", "main"),
  ]) {
    assert.deepEqual(
      told.parts.map(({ name, count }) => [name, count]),
      [
        ["pipelines", 1],
        ["scripts", 1],
        ["secrets", 4],
        ["commits", 1],
      ],
    );
    assert.deepEqual(
      rulesIn(told).filter((rule) => rule !== "unpinned-images"),
      ["shell-syntax", "commit-form"],
    );
  }
});

test("without git, what stands in the folder is searched for secrets, and without a pipeline nothing is", (context) => {
  const path = folder(context);
  write(path, "deep/a.txt", LEAK);
  write(path, "node_modules/b.txt", LEAK);
  write(path, "c.bin", `\0${LEAK}`);
  assert.deepEqual(rulesIn(check(path)), ["secret-committed"]);
  assert.equal(run(path, "ci", "check").failure?.code, "not-found");
});

test("what git ignores is not searched, and what it would add is", (context) => {
  const path = repository(context);
  write(path, ".gitignore", "ignored.txt\n");
  write(path, "ignored.txt", LEAK);
  assert.deepEqual(secretsIn(check(path)), []);
  write(path, "added.txt", LEAK);
  assert.deepEqual(secretsIn(check(path)), ["secret-committed"]);
});
