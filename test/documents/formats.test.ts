// Compares docs/formats.md with the tables in the code, so that the specification cannot drift.

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { COMMANDS } from "../../src/cli/commands.ts";
import { flagOf, OPTIONS, type OptionName } from "../../src/config/config.ts";
import { EXIT_CODES, FAILURE_EXITS } from "../../src/core/failure.ts";
import { JOURNAL_FORMAT_1 } from "../../src/journal/schema.ts";
import { DIRECTIVE_KEYS } from "../../src/sql/sql.ts";
import { FORMATS } from "../../src/store/formats/formats.ts";

const ROOT = join(import.meta.dirname, "../..");
const page = readFileSync(join(ROOT, "docs/formats.md"), "utf8");

/** The section under a heading, up to the next heading of its level or above. */
function section(heading: string): string {
  const level = /^#+/.exec(heading)?.[0].length ?? 1;
  const lines = page.split("\n");
  const start = lines.indexOf(heading);
  assert.notEqual(start, -1, `there is no ${heading}`);
  const end = lines.findIndex((line, at) => at > start && new RegExp(`^#{1,${level}} `).test(line));
  return lines.slice(start + 1, end === -1 ? lines.length : end).join("\n");
}

/** The rows of all tables of a section as cells, without their heads and without backticks. */
function rowsOf(heading: string): readonly (readonly string[])[] {
  const lines = section(heading).split("\n");
  return lines.flatMap((line, at) => {
    if (!line.startsWith("|") || /^\|[\s|:-]*$/.test(line) || /^\|[\s|:-]*$/.test(lines[at + 1] ?? ""))
      return [];
    const cells = line.split("|").slice(1, -1);
    return [cells.map((cell) => cell.trim().replaceAll("`", ""))];
  });
}

const firstCells = (heading: string): readonly string[] => rowsOf(heading).map(([first = ""]) => first);

test("the table of options says what the options table says", () => {
  const told = rowsOf("## Options").map(([flag, value, variables, key, fallback]) => [
    flag,
    value,
    variables,
    key,
    fallback,
  ]);
  const known = Object.values(OPTIONS).map(
    ({ name, short, value = "", env = [], key = "", fallback = "" }) => [
      flagOf(name as OptionName) + (short === undefined ? "" : `, -${short}`),
      value,
      env.join(", "),
      key,
      fallback,
    ],
  );
  assert.deepEqual(told, known);
});

test("the tables of exit codes and failure codes are those of the code", () => {
  const exits = rowsOf("## Exit codes").map(([code, name]) => [name, Number(code)]);
  assert.deepEqual(exits, Object.entries(EXIT_CODES));
  const failures = rowsOf("## Failure codes").map(([code, exit]) => [code, Number(exit)]);
  assert.deepEqual(
    failures,
    Object.entries(FAILURE_EXITS).map(([code, exit]) => [code, EXIT_CODES[exit]]),
  );
});

test("the directives are those of the code, with its examples", () => {
  const told = rowsOf("## Directives").map(([key, files, example]) => [key, files, example]);
  const known = DIRECTIVE_KEYS.map(({ key, files, example }) => [
    key,
    files.join(", "),
    `-- lockkeeper: ${example}`,
  ]);
  assert.deepEqual(told, known);
});

test("the journal's columns and events are those of its schema", () => {
  const [, table = ""] = /create table lockkeeper\.journal \(\n(.*?)\n\);/s.exec(JOURNAL_FORMAT_1) ?? [];
  const columns = [...table.matchAll(/^ {2}(\w+) (double precision|\w+)/gm)].map(([, name, type]) => [
    name,
    type,
  ]);
  const [, list = ""] = /check \(event in \(([^)]*)\)/.exec(JOURNAL_FORMAT_1) ?? [];
  const events = [...list.matchAll(/'([^']+)'/g)].map(([, event]) => event ?? "");
  const rows = rowsOf("## Journal");
  assert.deepEqual(
    rows.filter((cells) => cells.length === 3).map(([name, type]) => [name, type]),
    columns,
  );
  assert.deepEqual(
    rows.filter((cells) => cells.length === 2).map(([event]) => event),
    events,
  );
});

test("every problem code of the code is in the table, and none that is not", () => {
  const files = globSync("src/{adopt,config,core,store,sql,plan,flow,rehearse}/**/*.ts", {
    cwd: ROOT,
  }).filter((file) => !file.endsWith(".test.ts"));
  const literals = files.flatMap((file) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    return [
      ...text.matchAll(/\bcode:(?: [\w.]+(?: === "\w+")? \?)? ?"([a-z0-9-]+)"(?: : "([a-z0-9-]+)")?/g),
    ].flatMap(([, first = "", second]) => (second === undefined ? [first] : [first, second]));
  });
  const known = [...new Set([...literals, "orphan-down", "orphan-verify", "orphan-settings"])];
  // One is a failure that is passed on, the other a word of the library that checks shapes.
  const problems = known.filter((code) => !/^(?:wrong-use|custom)$/.test(code));
  assert.deepEqual(firstCells("### Problems").toSorted(), problems.toSorted());
});

test("every file format and every command is described", () => {
  for (const { name } of FORMATS) assert.ok(firstCells("## Migration files").includes(name), name);
  for (const { name } of COMMANDS)
    assert.match(section("## Machine output"), new RegExp(`\`${name}\\b`), name);
});

test("every example of machine output is one line of JSON with an outcome", () => {
  const examples = [...section("## Machine output").matchAll(/```json\n(.*?)```/gs)].map(
    ([, text = ""]) => text,
  );
  assert.ok(examples.length >= 5);
  for (const example of examples) assert.match(JSON.stringify(JSON.parse(example)), /^\{"outcome":/);
});
