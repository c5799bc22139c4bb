// Whatever is done to a schema in whatever order, a snapshot and pg_dump agree on which states are the same.

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { takeSnapshot } from "../../src/catalog/catalog.ts";
import { isStatementError } from "../../src/database/database.ts";
import { testDatabase, testServers, testSession } from "../support/server.ts";
import { dumperFor } from "./dump.ts";

const RUNS = 4;
const STATEMENTS = 30;

const table = fc.constantFrom("a", "b");
const column = fc.constantFrom("x", "y", "z");
const one = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);

/** Few names and many pairs of opposites, so that states come again. What the server refuses is passed over. */
const statement: fc.Arbitrary<string> = fc.oneof(
  table.map((t) => `create table ${t} (x integer, y text)`),
  table.map((t) => `drop table ${t} cascade`),
  one("alter table a rename to b", "alter table b rename to a"),
  fc.tuple(table, column, one("integer", "text")).map(([t, c, type]) => `alter table ${t} add ${c} ${type}`),
  fc.tuple(table, column).map(([t, c]) => `alter table ${t} drop ${c} cascade`),
  fc.tuple(table, column, column).map(([t, c, d]) => `alter table ${t} rename ${c} to ${d}`),
  fc
    .tuple(table, column, one("set not null", "drop not null", "set default 1", "drop default"))
    .map(([t, c, what]) => `alter table ${t} alter ${c} ${what}`),
  fc
    .tuple(table, column, one("integer using 1", "text using 'a'"))
    .map(([t, c, type]) => `alter table ${t} alter ${c} type ${type}`),
  fc.tuple(table, column).map(([t, c]) => `create index ${t}_${c} on ${t} (${c})`),
  fc.tuple(table, column).map(([t, c]) => `create unique index ${t}_${c} on ${t} (${c} desc)`),
  fc.tuple(table, column).map(([t, c]) => `drop index ${t}_${c} cascade`),
  fc.tuple(table, column).map(([t, c]) => `alter table ${t} add constraint key primary key (${c})`),
  fc.tuple(table, column).map(([t, c]) => `alter table ${t} add constraint key unique using index ${t}_${c}`),
  table.map((t) => `alter table ${t} drop constraint key cascade`),
  fc
    .tuple(table, table, column)
    .map(([t, u, c]) => `alter table ${t} add constraint f foreign key (${c}) references ${u}`),
  fc
    .tuple(table, column, one("", " not valid"))
    .map(([t, c, valid]) => `alter table ${t} add constraint f check (${c} is not null)${valid}`),
  fc.tuple(table, one("validate", "drop")).map(([t, what]) => `alter table ${t} ${what} constraint f`),
  fc.tuple(table, table).map(([t, u]) => `alter table ${t} inherit ${u}`),
  fc.tuple(table, table).map(([t, u]) => `alter table ${t} no inherit ${u}`),
  fc.tuple(table, column).map(([t, c]) => `create or replace view v as select ${c} from ${t}`),
  one("drop view v", "create sequence s", "drop sequence s cascade", "alter sequence s owned by none"),
  fc.tuple(table, column).map(([t, c]) => `alter sequence s owned by ${t}.${c}`),
  one("create type mood as enum ('sad')", "alter type mood add value 'ok'", "drop type mood cascade"),
  table.map((t) => `alter table ${t} add m mood default 'sad'`),
  one("comment on table a is 'one'", "comment on table a is null", "comment on column a.x is 'one'"),
  one("grant select on a to public", "revoke select on a from public", "grant select (x) on a to public"),
  one("alter table a enable row level security", "alter table a disable row level security"),
  one("create policy p on a using (true)", "drop policy p on a"),
  one("alter table a set schema app", "alter table app.a set schema public"),
  one("create function f() returns integer language sql as 'select 1'", "drop function f() cascade"),
  one("create or replace function f() returns integer language sql as 'select 2'"),
  one(
    "alter function f() rename to g",
    "alter function g() rename to f",
    "alter function f() set schema app",
  ),
  one("create function g() returns integer language sql begin atomic select count(x)::integer from a; end"),
  one("revoke all on function f() from public", "grant execute on function f() to public"),
  one("create function t() returns trigger language plpgsql as 'begin return null; end'"),
  one("create trigger tr before insert on a execute function t()", "alter function t() rename to u"),
  one("drop function t() cascade", "drop function u() cascade", "alter table a disable trigger tr"),
  fc.tuple(table, column).map(([t, c]) => `alter table ${t} alter ${c} set default f()`),
  fc
    .tuple(table, column)
    .map(([t, c]) => `create statistics st on ${t === "a" ? `${c}, m` : "x, y"} from ${t}`),
  one("drop statistics st", "alter statistics st rename to su", "drop statistics su"),
);

test("equal snapshots have equal dumps and different ones different dumps, however they were taken", async (context) => {
  for (const server of await testServers()) {
    const dump = await dumperFor(server.version);
    const without = dump === undefined ? ", where there is no pg_dump to ask" : "";
    await context.test(`PostgreSQL ${server.version}${without}`, async (on) => {
      const run = async (statements: readonly string[]): Promise<void> => {
        const url = await testDatabase(on, server);
        await using session = await testSession(url);
        await session.run(
          "create schema app; create table a (x integer, y text); create table b (x integer, y text)",
        );
        let previous = await takeSnapshot(session);
        const dumps = new Map<string, string>();
        const digests = new Map<string, string>();
        for (const text of statements) {
          try {
            await session.run(text);
          } catch (error) {
            if (!isStatementError(error)) throw error;
            continue;
          }
          const { digest } = await takeSnapshot(session);
          previous = await takeSnapshot(session, { previous });
          assert.equal(previous.digest, digest, `the previous snapshot leads astray after: ${text}`);
          if (dump === undefined) continue;
          const written = await dump(url);
          assert.equal(dumps.get(digest) ?? written, written, `the snapshot misses something after: ${text}`);
          assert.equal(digests.get(written) ?? digest, digest, `pg_dump sees no change after: ${text}`);
          dumps.set(digest, written);
          digests.set(written, digest);
        }
      };
      const statements = fc.array(statement, { minLength: STATEMENTS, maxLength: STATEMENTS });
      await fc.assert(fc.asyncProperty(statements, run), { numRuns: RUNS });
    });
  }
});
