// What lint keeps of its last run: the same answer for the same question, and no old one for another.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";

import { testDirectory } from "../support/server.ts";

const ROOT = join(import.meta.dirname, "../..");
const UP = "migrations/20240102_090000_index_t.sql";
const FILES = {
  "migrations/20240101_090000_create_t.sql": "create table t (id bigint primary key, a int);\n",
  [UP]: "create index t_a on t (a);\n",
  "migrations/20240102_090000_index_t_down.sql": "drop index t_a;\n",
};
const KEPT = ".lockkeeper/cache/lint";
/** Of an answer that no run gives: whoever shows it has not looked at the files. */
const PLANTED = 77;

interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function project(context: TestContext): Promise<string> {
  const directory = await testDirectory(context);
  fill(directory);
  return directory;
}

function fill(directory: string): void {
  for (const folder of ["migrations", ".lockkeeper"]) {
    rmSync(join(directory, folder), { recursive: true, force: true });
  }
  mkdirSync(join(directory, "migrations"));
  for (const [path, text] of Object.entries(FILES)) writeFileSync(join(directory, path), text);
}

function lint(cwd: string, args: readonly string[] = [], root: string = ROOT): Said {
  const main = join(root, "src/cli/main.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "lint", ...args], {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: cwd },
  });
  return { status, stdout, stderr };
}

/** A change of the source is a change of the answer, so that a test that counts on none has its own. */
async function copyOfTool(context: TestContext): Promise<string> {
  const copy = await testDirectory(context);
  for (const path of ["src", "package.json"]) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** Puts another answer in the place of the one that is kept. */
function plant(directory: string): void {
  const file = join(directory, KEPT);
  const [key = ""] = readFileSync(file, "utf8").split("\n");
  const body = JSON.stringify({ findings: [], migrations: PLANTED, problems: [] });
  writeFileSync(file, `${key}\n${createHash("sha256").update(body).digest("hex")}\n${body}`);
}

const hasLooked = ({ stdout }: Said): boolean =>
  (JSON.parse(stdout) as { migrations: number }).migrations !== PLANTED;

test("a run that remembers says the same in every format, with the same exit code", async (context) => {
  const directory = await project(context);
  for (const format of ["text", "json", "sarif", "github", "junit", "markdown"]) {
    const anew = lint(directory, ["--output", format, "--no-cache"]);
    assert.equal(anew.status, 1);
    if (format === "text") {
      assert.ok(!existsSync(join(directory, ".lockkeeper")));
      lint(directory);
    }
    assert.deepEqual(lint(directory, ["--output", format]), anew);
  }
});

test("nothing is looked at again where nothing has changed", async (context) => {
  const directory = await project(context);
  const copy = await copyOfTool(context);
  lint(directory, [], copy);
  plant(directory);
  const said = lint(directory, ["--json"], copy);
  assert.ok(!hasLooked(said));
  assert.equal(said.status, 0);
  assert.equal(readFileSync(join(directory, ".lockkeeper/cache/.gitignore"), "utf8"), "*\n");
});

/** Gives the words to add to the command. */
type Alter = (directory: string) => readonly string[] | void;

const MISSES: readonly (readonly [what: string, alter: Alter])[] = [
  ["one more byte in a file", (directory) => appendFileSync(join(directory, UP), "\n")],
  ["a file that is gone", (directory) => rmSync(join(directory, UP.replace(".sql", "_down.sql")))],
  [
    "a file that is new",
    (directory) => writeFileSync(join(directory, UP.replace(".sql", "_verify.sql")), "select 1;\n"),
  ],
  ["another version of PostgreSQL", () => ["--postgres", "15"]],
  [
    "a record of a rehearsal",
    (directory) => writeFileSync(join(directory, ".lockkeeper/rehearsal.json"), "{}"),
  ],
  ["--no-cache", () => ["--no-cache"]],
  ["a branch to compare with", () => ["--base", "main"]],
  ["a damaged answer", (directory) => appendFileSync(join(directory, KEPT), " ")],
  ["half an answer", (directory) => writeFileSync(join(directory, KEPT), "half")],
  ["an empty answer", (directory) => writeFileSync(join(directory, KEPT), "")],
  [
    "a folder in the place of the answer",
    (directory) => {
      rmSync(join(directory, KEPT));
      mkdirSync(join(directory, KEPT));
    },
  ],
];

test("the files are looked at again where anything has changed, or the answer is damaged", async (context) => {
  const directory = await project(context);
  lint(directory);
  plant(directory);
  const planted = readFileSync(join(directory, KEPT));
  for (const [what, alter] of MISSES) {
    fill(directory);
    mkdirSync(join(directory, KEPT, ".."), { recursive: true });
    writeFileSync(join(directory, KEPT), planted);
    const said = lint(directory, ["--json", ...(alter(directory) ?? [])]);
    assert.ok(hasLooked(said), `${what}: ${said.stdout}`);
  }
});

test("the files are looked at again when a rule has changed", async (context) => {
  const directory = await project(context);
  const copy = await copyOfTool(context);
  lint(directory, [], copy);
  plant(directory);
  assert.ok(!hasLooked(lint(directory, ["--json"], copy)));
  appendFileSync(join(copy, "src/lint/rules/drop-table/rule.ts"), "// another rule\n");
  assert.ok(hasLooked(lint(directory, ["--json"], copy)));
});

test("a project that cannot be written to is no reason to fail", async (context) => {
  const directory = await project(context);
  writeFileSync(join(directory, ".lockkeeper"), "no folder");
  const said = lint(directory, ["--json"]);
  assert.equal(said.status, 1);
  assert.ok(hasLooked(said));
});
