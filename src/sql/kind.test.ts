// Tests of the kinds: every statement that the parser knows has words, and they are PostgreSQL's own.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { before, test } from "node:test";

import { kindOf } from "./kind.ts";
import { loadParser, parseScript } from "./sql.ts";
import type { Node } from "./tree.ts";

before(() => loadParser());

const kindsOf = (sql: string): readonly string[] => {
  const script = parseScript({ path: "a.sql", text: sql }, { direction: "up" });
  return script.statements.map(({ kind }) => kind);
};

const CASES: Readonly<Record<string, string>> = {
  "create index concurrently on a (b)": "CREATE INDEX CONCURRENTLY",
  "create unique index i on a (b)": "CREATE INDEX",
  "drop index concurrently i": "DROP INDEX CONCURRENTLY",
  "drop materialized view v": "DROP MATERIALIZED VIEW",
  "reindex index concurrently i": "REINDEX INDEX CONCURRENTLY",
  "reindex (concurrently off) table a": "REINDEX TABLE",
  "reindex schema s": "REINDEX SCHEMA",
  "refresh materialized view concurrently v": "REFRESH MATERIALIZED VIEW CONCURRENTLY",
  "alter table a add b int": "ALTER TABLE",
  "alter table a rename b to c": "ALTER TABLE",
  "alter table a rename constraint b to c": "ALTER TABLE",
  "alter table a detach partition b concurrently": "ALTER TABLE DETACH PARTITION CONCURRENTLY",
  "alter table a detach partition b finalize": "ALTER TABLE",
  "alter view v rename to w": "ALTER VIEW",
  "alter index i set (fillfactor = 50)": "ALTER INDEX",
  "alter type t add value 'x'": "ALTER TYPE",
  "alter type t rename attribute a to b": "ALTER TYPE",
  "create type t as enum ('a')": "CREATE TYPE",
  "create type t as (a int)": "CREATE TYPE",
  "create domain d as int": "CREATE DOMAIN",
  "create aggregate a (int) (sfunc = f, stype = int)": "CREATE AGGREGATE",
  "create text search configuration c (copy = english)": "CREATE TEXT SEARCH CONFIGURATION",
  "create function f() returns int language sql as 'select 1'": "CREATE FUNCTION",
  "create procedure p() language sql as ''": "CREATE PROCEDURE",
  "create trigger t before insert on a execute function f()": "CREATE TRIGGER",
  "create table a as select 1": "CREATE TABLE AS",
  "select 1 into a": "SELECT INTO",
  "create materialized view v as select 1": "CREATE MATERIALIZED VIEW",
  "create extension e": "CREATE EXTENSION",
  "create policy p on a": "CREATE POLICY",
  "create user u": "CREATE ROLE",
  "grant select on a to b": "GRANT",
  "grant a to b": "GRANT ROLE",
  "revoke a from b": "REVOKE ROLE",
  "comment on table a is 'x'": "COMMENT",
  "with x as (select 1) insert into a select 1": "INSERT",
  "merge into a using b on true when matched then delete": "MERGE",
  "values (1)": "SELECT",
  "copy a from '/x'": "COPY FROM",
  "copy a to program 'x'": "COPY TO PROGRAM",
  "copy a to stdout": "COPY TO STDOUT",
  "set a.b = 1": "SET",
  "reset all": "RESET",
  "start transaction": "START TRANSACTION",
  end: "COMMIT",
  "rollback to savepoint s": "ROLLBACK TO SAVEPOINT",
  "release s": "RELEASE",
  "vacuum a": "VACUUM",
  "analyze a": "ANALYZE",
  "truncate a": "TRUNCATE TABLE",
  "lock table a": "LOCK TABLE",
  "discard plans": "DISCARD PLANS",
  "alter system set a = 1": "ALTER SYSTEM",
  "alter default privileges grant select on tables to a": "ALTER DEFAULT PRIVILEGES",
  "drop owned by a": "DROP OWNED",
  "do 'x'": "DO",
};

test("a statement's kind is PostgreSQL's tag, with CONCURRENTLY where there is one", () => {
  for (const [sql, kind] of Object.entries(CASES)) assert.deepEqual(kindsOf(sql), [kind], sql);
});

test("COPY FROM STDIN with its data has a kind of its own", () => {
  assert.deepEqual(kindsOf("copy a from stdin;\n1\n\\.\n"), ["COPY FROM STDIN"]);
});

test("every statement node of the parser has readable words", () => {
  const declared = createRequire(import.meta.url)
    .resolve("@pgsql/types")
    .replace(/index\.js$/, "types.d.ts");
  const tags = [...readFileSync(declared, "utf8").matchAll(/^export interface (\w+Stmt) \{/gm)].map(
    ([, tag = ""]) => tag,
  );
  assert.ok(tags.length > 100, "the parser's declarations were found");
  const words =
    /^(?:ALTER|ANALYZE|BEGIN|CALL|CHECKPOINT|CLOSE|CLUSTER|COMMENT|COPY|CREATE|DEALLOCATE|DECLARE|DELETE|DISCARD|DO|DROP|EXECUTE|EXPLAIN|FETCH|GRANT|IMPORT|INSERT|LISTEN|LOAD|LOCK|MERGE|MOVE|NOTIFY|PREPARE|REASSIGN|REFRESH|REINDEX|REVOKE|SECURITY|SELECT|SET|SHOW|TRUNCATE|UNLISTEN|UPDATE|VACUUM)(?: [A-Z]+)*$/;
  const parts = new Set(["RawStmt", "SetOperationStmt", "ReturnStmt", "PLAssignStmt", "ReplicaIdentityStmt"]);
  for (const tag of tags.filter((name) => !parts.has(name))) {
    const kind = kindOf({ [tag]: {} } as unknown as Node);
    if (tag !== "TransactionStmt" && tag !== "DiscardStmt") assert.match(kind.trim(), words, tag);
  }
});
