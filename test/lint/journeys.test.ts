// Lint as an editor and a pull request use it: text from stdin, and a branch to compare with, in real git.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";

import { testDirectory } from "../support/server.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");
const HEAD = "-- Intent: a case.\n-- Application: none.\n\n";
const CREATE = `${HEAD}create table t (id bigint primary key, a int);\n`;
const INDEX = `${HEAD}create index t_a on t (a);\n`;
const FIRST = "migrations/20240101_090000_create_t.sql";
const SECOND = "migrations/20240102_090000_index_t.sql";
const THIRD = "migrations/20240103_090000_index_t.sql";

interface Said {
  readonly status: number | null;
  readonly places: readonly string[];
  readonly migrations: unknown;
  readonly failure: string;
}

async function project(context: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await testDirectory(context);
  write(directory, files);
  return directory;
}

function write(directory: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(directory, "migrations"), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(directory, path), text);
}

function lint(cwd: string, args: readonly string[], input: string = ""): Said {
  const { status, stdout } = spawnSync(process.execPath, [MAIN, "lint", "--json", ...args], {
    cwd,
    input,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: cwd },
  });
  const said: unknown = JSON.parse(stdout);
  assert.ok(typeof said === "object" && said !== null);
  const {
    findings = [],
    migrations,
    failure,
  } = said as {
    findings?: readonly { rule: string; file: string }[];
    migrations?: number;
    failure?: { message: string };
  };
  const hazards = findings.filter(({ rule }) => rule !== "down-missing");
  const places = hazards.map(({ rule, file }) => `${rule} ${file}`);
  return { status, places, migrations, failure: failure?.message ?? "" };
}

function git(cwd: string, ...args: readonly string[]): void {
  const named = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...named, ...args], {
    cwd,
    stdio: "ignore",
    env: { PATH: process.env["PATH"], HOME: cwd },
  });
}

test("the text of stdin stands in the place of its file, and nothing else is spoken of", async (t) => {
  const cwd = await project(t, { [FIRST]: CREATE, [SECOND]: CREATE, [THIRD]: INDEX });
  const { places, migrations } = lint(cwd, ["--stdin", SECOND], INDEX);
  assert.deepEqual({ places, migrations }, { places: [`index-not-concurrent ${SECOND}`], migrations: 1 });
});

test("a file that is not there yet may stand on stdin", async (t) => {
  const cwd = await project(t, { [FIRST]: CREATE });
  const { places } = lint(
    join(cwd, "migrations"),
    ["--migrations-dir", ".", "--stdin", join(cwd, SECOND)],
    INDEX,
  );
  assert.deepEqual(places, ["index-not-concurrent ./20240102_090000_index_t.sql"]);
});

test("what is none of the folder's migrations is refused", async (t) => {
  const cwd = await project(t, { [FIRST]: CREATE, "notes.sql": INDEX });
  const { status, failure } = lint(cwd, ["--stdin", "notes.sql"], INDEX);
  assert.deepEqual([status, failure], [2, "--stdin: notes.sql is no migration of migrations."]);
});

test("against a branch only what differs is spoken of, and edits and old versions are hazards", async (t) => {
  const cwd = await project(t, { [FIRST]: CREATE, [THIRD]: INDEX });
  git(cwd, "init", "--initial-branch=main");
  git(cwd, "add", ".");
  git(cwd, "commit", "--message=first");
  assert.deepEqual(lint(cwd, ["--base", "main"]), { status: 0, places: [], migrations: 0, failure: "" });

  write(cwd, { [SECOND]: `${HEAD}select 1;\n` });
  assert.deepEqual(lint(cwd, ["--base", "main"]).places, [`older-than-base ${SECOND}`]);

  write(cwd, { [THIRD]: `${INDEX}select 2;\n` });
  const { places } = lint(join(cwd, "migrations"), ["--migrations-dir", ".", "--base", "main"]);
  assert.deepEqual(
    places.map((place) => place.split(" ")[0]),
    ["older-than-base", "edited-after-base", "index-not-concurrent"],
  );
});

test("a branch that git does not know is wrong use, and so is a folder without git", async (t) => {
  const cwd = await project(t, { [FIRST]: CREATE });
  const outside = lint(cwd, ["--base", "main"]);
  assert.equal(outside.status, 2);
  assert.match(outside.failure, /^git cannot tell what the base branch has: not a git repository/);
  git(cwd, "init");
  const { status, failure } = lint(cwd, ["--base", "--output=x"]);
  assert.equal(status, 2, failure);
  assert.equal(lint(cwd, ["--base", "origin/main"]).failure, "--base: git knows no origin/main.");
});
