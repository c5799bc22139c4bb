// Rules of a team: the guide's example works as it stands, and what is wrong with a rule is said with its file.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";

import { testDirectory } from "../support/server.ts";

const ROOT = join(import.meta.dirname, "../..");
const EXAMPLE = /```ts\n(.*?)```/s.exec(readFileSync(join(ROOT, "docs/guide/lint.md"), "utf8"))?.[1] ?? "";
const RULE = "lint-rules/no-money.ts";
const UP = "create table t (id bigint primary key);\nalter table t add column price money;\n";

interface Said {
  readonly status: number | null;
  readonly findings: readonly { readonly rule: string; readonly line: number }[];
  readonly failure?: { readonly code: string; readonly message: string };
}

async function project(context: TestContext): Promise<string> {
  const directory = await testDirectory(context);
  for (const folder of ["migrations", "lint-rules"]) mkdirSync(join(directory, folder));
  writeFileSync(join(directory, "lockkeeper.yaml"), "lint-rules: lint-rules\n");
  writeFileSync(join(directory, "migrations/20240101_090000_create_t.sql"), UP);
  writeFileSync(join(directory, RULE), EXAMPLE);
  return directory;
}

function lint(cwd: string): Said {
  const { status, stdout } = spawnSync(process.execPath, [join(ROOT, "src/cli/main.ts"), "lint", "--json"], {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: cwd },
  });
  const { findings = [], failure } = JSON.parse(stdout) as Partial<Said>;
  return { status, findings, ...(failure === undefined ? {} : { failure }) };
}

test("the rule of the guide finds, gates, and can be allowed", async (context) => {
  const directory = await project(context);
  const { status, findings } = lint(directory);
  assert.deepEqual(
    findings.filter(({ rule }) => rule === "no-money").map(({ line }) => line),
    [2],
  );
  assert.equal(status, 1);
  const allowed = UP.replace("alter", "-- lockkeeper: allow no-money: one country\nalter");
  writeFileSync(join(directory, "migrations/20240101_090000_create_t.sql"), allowed);
  const again = lint(directory).findings.map(({ rule }) => rule);
  assert.ok(!again.includes("no-money") && !again.includes("allow-unused"), again.join());
});

const WRONG: readonly (readonly [text: string, message: RegExp])[] = [
  ["export const rule = 1;", /^lint-rules\/no-money\.ts: it exports no rule by default/],
  [EXAMPLE.replace('"no-money"', '"No Money"'), /no-money\.ts: `name` is not in lower case/],
  [
    EXAMPLE.replace('"no-money"', '"pay"'),
    /no-money\.ts: its rule is called pay, and must be called no-money/,
  ],
  [EXAMPLE.replace('"hazard"', '"danger"'), /no-money\.ts: `class` is neither hazard nor advice/],
  [EXAMPLE.replace('["up"]', '["upwards"]'), /no-money\.ts: `files` is no list/],
  [EXAMPLE.replace("if (", 'throw new Error("oh"); if ('), /no-money\.ts: the rule threw: oh/],
  ["export default {", /no-money\.ts: it cannot be loaded: /],
  ["import './absent.ts';", /no-money\.ts: it cannot be loaded: /],
];

test("what is wrong with a rule is said with its file", async (context) => {
  const directory = await project(context);
  for (const [text, message] of WRONG) {
    writeFileSync(join(directory, RULE), text);
    const { failure } = lint(directory);
    assert.equal(failure?.code, "bad-configuration", text);
    assert.match(failure.message, message);
  }
});

test("a rule cannot take the name of another one", async (context) => {
  const directory = await project(context);
  rmSync(join(directory, RULE));
  writeFileSync(join(directory, "lint-rules/drop-table.ts"), EXAMPLE.replace('"no-money"', '"drop-table"'));
  assert.match(lint(directory).failure?.message ?? "", /drop-table\.ts: there is a rule drop-table already/);
});

test("a folder of rules that is not there is an error", async (context) => {
  const directory = await project(context);
  rmSync(join(directory, "lint-rules"), { recursive: true });
  assert.match(lint(directory).failure?.message ?? "", /^lint-rules: there is no such folder of rules/);
});
