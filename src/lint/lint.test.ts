// The walk through migrations: what each file is judged against, what is allowed, and what is told once.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { asVersion } from "../core/version.ts";
import { describeScript } from "../sql/changes/changes.ts";
import { loadParser } from "../sql/sql.ts";
import { lint } from "./lint.ts";
import type { LintInput, LintMigration, Rule } from "./lint.ts";

before(() => loadParser());

const migration = (version: string, up: string, down?: string): LintMigration => ({
  version: asVersion(version),
  name: "m",
  outsideTransaction: false,
  up: describeScript({ path: `${version}.sql`, text: up }, { direction: "up" }),
  ...(down === undefined
    ? {}
    : { down: describeScript({ path: `${version}_down.sql`, text: down }, { direction: "down" }) }),
});

/** Tells everything that a rule is told of each statement. */
const witness: Rule = {
  name: "witness",
  class: "advice",
  severity: "note",
  about: "everything",
  files: ["up", "down"],
  *statement({ doing, locks, held, work, group, statement }) {
    const locked = (all: typeof locks): string =>
      all.map(({ table, mode }) => `${table.name.name} ${mode}`).join(", ");
    const worked = work.map(({ kind, table }) => `${kind} ${table.name.name}`).join(", ");
    yield {
      at: statement.span.start,
      message: `${doing.kind} | ${locked(locks)} | held ${locked(held)} | ${worked} | ${group?.kind}`,
      instead: "nothing",
    };
  },
};

/** `2.sql:1 message`, of one rule alone. */
const told = (
  rules: readonly Rule[],
  migrations: readonly LintMigration[],
  rest: Partial<LintInput> = {},
): readonly string[] =>
  lint({ migrations, rules, ...rest }).map(({ file, line, message }) => `${file}:${line} ${message}`);

const places = (migrations: readonly LintMigration[], rest: Partial<LintInput> = {}): readonly string[] =>
  lint({ migrations, ...rest })
    .filter(({ class: kind, rule }) => kind === "hazard" || rule.startsWith("allow"))
    .map(({ rule, file, line, column }) => `${rule} ${file}:${line}:${column}`);

test("a rule is told of locks on tables that were there, what is held, and what is done", () => {
  const first = migration("1", "create table t (a int);");
  const second = migration(
    "2",
    "create table n (a int);\nalter table t add b int;\ncreate index i on t (a);\ncreate index concurrently j on t (b);\nupdate t set a = 1;",
  );
  assert.deepEqual(told([witness], [first, second], { only: new Set([second.version]) }), [
    "2.sql:1 CREATE TABLE |  | held  |  | transaction",
    "2.sql:2 ALTER TABLE | t ACCESS EXCLUSIVE | held  |  | transaction",
    "2.sql:3 CREATE INDEX | t SHARE | held t ACCESS EXCLUSIVE | build t | transaction",
    "2.sql:4 CREATE INDEX CONCURRENTLY | t SHARE UPDATE EXCLUSIVE | held  | build t | autocommit",
    "2.sql:5 UPDATE | t ROW EXCLUSIVE | held  | write t | transaction",
  ]);
});

test("what a statement makes run is told as well, and holds its locks", () => {
  const first = migration(
    "1",
    "create table t (a int); create function f() returns void language plpgsql as 'begin alter table t add b int; end';",
  );
  const second = migration("2", "select f();\ndo 'begin update t set a = 1; end';");
  assert.deepEqual(told([witness], [first, second], { only: new Set([second.version]) }), [
    "2.sql:1 SELECT |  | held  |  | transaction",
    "2.sql:1 ALTER TABLE | t ACCESS EXCLUSIVE | held  |  | transaction",
    "2.sql:2 DO |  | held t ACCESS EXCLUSIVE |  | transaction",
    "2.sql:2 UPDATE | t ROW EXCLUSIVE | held t ACCESS EXCLUSIVE | write t | transaction",
  ]);
});

test("a down meets the schema that its up has left, and leaves no trace", () => {
  const first = migration("1", "create table t (a int);", "create index i on t (a);\ndrop table t;");
  const second = migration("2", "create index k on t (a);");
  assert.deepEqual(places([first, second]), [
    "index-not-concurrent 1_down.sql:1:1",
    "index-not-concurrent 2.sql:1:1",
  ]);
});

test("only the versions that are asked for are spoken of", () => {
  const first = migration("1", "create index i on t (a);");
  const second = migration("2", "create index j on t (a);");
  assert.deepEqual(places([first, second], { only: new Set([second.version]) }), [
    "index-not-concurrent 2.sql:1:1",
  ]);
});

test("a rule for other servers is not asked", () => {
  const rule: Rule = { ...witness, since: 16, until: 17 };
  const migrations = [migration("1", "select 1;")];
  const counts = [15, 16, 17, 18].map((server) => told([rule], migrations, { server }).length);
  assert.deepEqual(counts, [0, 1, 1, 0]);
});

test("the size of a table is told where a target has told it", () => {
  const sizes = new Map([["public.t", { rows: 2_000_000, bytes: 1 }]]);
  const [finding] = lint({ migrations: [migration("1", "create index i on t (a);")], sizes }).filter(
    ({ rule }) => rule === "index-not-concurrent",
  );
  assert.match(finding?.message ?? "", /public\.t \(2\.0 million rows\)/);
});

const INDEX = "create index i on t (a);";
const ALLOW = "-- lockkeeper: allow index-not-concurrent: small";
const FOUND = (line: number, column = 1): string => `index-not-concurrent 1.sql:${line}:${column}`;

const ALLOWANCES: readonly (readonly [name: string, text: string, found: readonly string[]])[] = [
  ["right above its statement", `${INDEX}\n${ALLOW}\n-- and why\n${INDEX}\n${INDEX}`, [FOUND(1), FOUND(5)]],
  ["at the top with an empty line after it", `-- Intent: x\n${ALLOW}\n\n${INDEX}\n${INDEX}`, []],
  ["above the first statement", `${ALLOW}\n${INDEX}\n${INDEX}`, [FOUND(3)]],
  ["on the line of its statement", `${INDEX} ${ALLOW}\n${INDEX}`, [FOUND(2)]],
  ["inside its statement", `create index i\n${ALLOW}\non t (a);\n${INDEX}`, [FOUND(4)]],
  ["where nothing is found", `${ALLOW}\nselect 1;`, ["allow-unused 1.sql:1:1"]],
  ["after the last statement", `${INDEX}\n${ALLOW}`, [FOUND(1), "allow-unused 1.sql:2:1"]],
  ["for a secret, which others look for", `-- lockkeeper: allow secret-committed: x\n${INDEX}`, [FOUND(2)]],
  ["for another rule", `-- lockkeeper: allow drop-column: x\n${INDEX}`, ["allow-unused 1.sql:1:1", FOUND(2)]],
];

for (const [name, text, found] of ALLOWANCES) {
  test(`an allowance ${name}`, () => assert.deepEqual(places([migration("1", text)]), found));
}
