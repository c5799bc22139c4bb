// Preconditions as conditions of SQL, from the lists of YAML.

import assert from "node:assert/strict";
import { test } from "node:test";

import { readData } from "./data.ts";
import { guarded, isGuarded, preconditionFrom } from "./precondition.ts";

interface Row {
  readonly title: string;
  readonly asked: string;
  /** The condition, where it can be asked; `exists (…)` stands for the look into the catalogs. */
  readonly sql: string | undefined;
  readonly skips?: true;
  readonly absent?: readonly string[];
}

const ROWS: readonly Row[] = [
  {
    title: "all of a list must hold",
    asked:
      "[{onFail: MARK_RAN}, {tableExists: {tableName: a}}, {sqlCheck: {expectedResult: 0, sql: select 1;}}]",
    sql: "exists (…) and (select 1)::text = '0'",
    skips: true,
  },
  {
    title: "one of a list is enough",
    asked:
      "[{onFail: HALT}, {or: [{viewExists: {viewName: a}}, {rowCount: {tableName: b, expectedRows: 3}}]}]",
    sql: "(exists (…) or (select count(*) from b) = 3)",
  },
  {
    title: "none of a list may hold",
    asked:
      "[{onError: CONTINUE}, {not: [{tableExists: {tableName: A}}, {columnExists: {tableName: t, columnName: C}}]}]",
    sql: "not (exists (…)) and not (exists (…))",
    skips: true,
    absent: ["a", "c"],
  },
  {
    title: "another database",
    asked: "[{onFail: MARK_RAN}, {dbms: {type: 'oracle, h2'}}]",
    sql: "false",
    skips: true,
  },
  {
    title: "what only Liquibase can ask",
    asked: "[{onFail: MARK_RAN}, {or: [{tableExists: {tableName: a}}, {runningAs: {username: somebody}}]}]",
    sql: undefined,
    skips: true,
  },
];

for (const { title, asked, sql, skips = false, absent } of ROWS) {
  test(title, () => {
    const root = readData(`databaseChangeLog: [{preConditions: ${asked}}]`);
    assert.ok("children" in root);
    const [node] = root.children;
    assert.ok(node);
    const made = preconditionFrom(node);
    const shown = made.condition?.sql.replaceAll(/exists \((?:[^()]|\([^()]*\))*\)/g, "exists (…)");
    assert.deepEqual([shown, made.skips, made.condition?.absent], [sql, skips, absent]);
  });
}

test("a script that asks has quotes that do not stand in it", () => {
  const script = guarded("select $changeset$ $asked$ $changeset$;", { sql: "true" });
  assert.match(script, /^do \$asked_\$\n[\s\S]*execute \$changeset_\$\n/);
  assert.ok(isGuarded(script));
  assert.equal(isGuarded("do $$ begin end $$;"), false);
});
