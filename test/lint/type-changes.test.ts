// What lint says of changes of type is what PostgreSQL does: whether the table is written anew, type by type.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { workOf } from "../../src/lint/effects/work.ts";
import { newSchemaFold } from "../../src/lint/schema/fold.ts";
import type { Session } from "../../src/database/database.ts";
import { describeScript } from "../../src/sql/changes/changes.ts";
import { loadParser } from "../../src/sql/sql.ts";
import { testServers } from "../support/server.ts";
import { cleanSession, closeWorkbenches } from "./workbench.ts";

before(() => loadParser());
after(() => closeWorkbenches());

const TYPES = [
  "text",
  "varchar",
  "varchar(20)",
  "varchar(40)",
  "char(5)",
  "bpchar",
  "citext",
  "smallint",
  "int",
  "bigint",
  "oid",
  "numeric",
  "numeric(10,2)",
  "numeric(12,2)",
  "numeric(12,4)",
  "numeric(10)",
  "timestamp",
  "timestamp(3)",
  "timestamptz",
  "timestamptz(3)",
  "date",
  "time",
  "time(3)",
  "interval",
  "interval(3)",
  "bit(5)",
  "varbit",
  "varbit(5)",
  "varbit(9)",
  "cidr",
  "inet",
  "json",
  "jsonb",
  "xml",
  "uuid",
  "bytea",
  "int[]",
  "text[]",
  "varchar(20)[]",
  "plain",
  "positive",
];
const SETUP =
  "create extension citext; create domain plain as text; create domain positive as int check (value > 0);";
/** Casts that PostgreSQL makes only when it is told to. */
const NEEDS_CAST = /cannot be cast automatically/;

test("a table is written anew for exactly the changes of type that lint says", async () => {
  for (const server of await testServers()) {
    const session = await cleanSession(server);
    await session.run(`${SETUP} set timezone = 'UTC'`);
    await session.run(TYPES.map((type, index) => `create table t${index} (c ${type});`).join(" "));
    const differences: string[] = [];
    let compared = 0;
    for (const [index, from] of TYPES.entries()) {
      for (const to of TYPES) {
        const sql = `alter table t${index} alter column c type ${to}`;
        const rewritten = await isRewritten(session, `t${index}`, sql);
        if (rewritten === undefined) continue;
        compared += 1;
        if (saysRewritten(from, sql) !== rewritten)
          differences.push(`${from} to ${to}: ${String(rewritten)}`);
      }
    }
    assert.deepEqual(differences, [], `PostgreSQL ${server.version}`);
    assert.ok(compared > TYPES.length * 2);
  }
});

/** Undefined where PostgreSQL has no cast that it makes by itself. Takes the change back. */
async function isRewritten(session: Session, table: string, sql: string): Promise<boolean | undefined> {
  const file = `select pg_relation_filenode('${table}')::text as file`;
  try {
    const results = await session.run(`begin; ${file}; ${sql}; ${file}; rollback`);
    const files = results.flatMap(({ rows }) => rows.map((row) => row["file"]));
    return files[0] !== files[1];
  } catch (error) {
    await session.run("rollback");
    if (NEEDS_CAST.test(String(error))) return undefined;
    throw error;
  }
}

function saysRewritten(from: string, sql: string): boolean {
  const fold = newSchemaFold();
  const table = /alter table (\w+)/.exec(sql)?.[1] ?? "";
  const text = `${SETUP} create table ${table} (c ${from}); ${sql};`;
  const { statements } = describeScript({ path: "a.sql", text }, { direction: "up" });
  const known = { schema: fold.schema, server: 18, settings: new Map([["timezone", "UTC"]]) };
  return statements
    .flatMap(({ changes }) => changes)
    .some((change) => {
      const rewrites = workOf(change, known).some(({ kind }) => kind === "rewrite");
      fold.apply(change);
      return rewrites;
    });
}
