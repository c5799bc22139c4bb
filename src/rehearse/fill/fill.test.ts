// Filling tables as a whole: any schema, without a superuser's rights, interrupted, and told about.

import assert from "node:assert/strict";
import { suite, test } from "node:test";

import fc from "fast-check";

import { freshSchema, violations } from "../../../test/support/fill-case.ts";
import { testDatabase, testServer, testServers, testSession } from "../../../test/support/server.ts";
import { fillTables } from "./fill.ts";

const ROWS = 25;
const RUNS = 25;

/** A type with checks that something satisfies; `$` stands for the column. A roomy one has values for every row. */
interface TypeDraft {
  readonly type: string;
  readonly roomy: boolean;
  readonly checks: readonly string[];
}

const TYPES: readonly TypeDraft[] = [
  {
    type: "integer",
    roomy: true,
    checks: ["$ > 0", "$ between 5 and 5000", "$ % 3 = 1", "$ <> 7", "abs($) >= 10"],
  },
  { type: "smallint", roomy: true, checks: ["$ >= 100", "$ < 0"] },
  { type: "bigint", roomy: true, checks: ["$ > 1000000000", "$ >= 0"] },
  { type: "numeric(8, 2)", roomy: true, checks: ["$ > 0", "$ <= 9999.5", "$ >= 0.5"] },
  {
    type: "text",
    roomy: true,
    checks: ["$ <> ''", "length($) between 2 and 9", "$ = lower($)", "$ ~ '^[a-z]{4}[0-9]{3,}$'"],
  },
  { type: "varchar(6)", roomy: true, checks: ["$ = upper($)", "length($) > 4"] },
  { type: "uuid", roomy: true, checks: [] },
  { type: "timestamptz", roomy: true, checks: ["$ > '2020-02-02'", "$ < '1999-01-01'"] },
  { type: "date", roomy: true, checks: ["$ >= '2010-01-01' and $ < '2012-01-01'"] },
  { type: "bytea", roomy: true, checks: ["octet_length($) = 16"] },
  { type: "jsonb", roomy: true, checks: ["jsonb_typeof($) = 'object'"] },
  { type: "int4range", roomy: true, checks: ["not isempty($)"] },
  { type: "integer[]", roomy: true, checks: ["cardinality($) > 1"] },
  { type: "boolean", roomy: false, checks: ["$"] },
  { type: "mood", roomy: false, checks: ["$ <> 'sad'"] },
  { type: "char(1)", roomy: false, checks: ["$ in ('a', 'b')"] },
  { type: "positive", roomy: true, checks: ["$ < 1000"] },
];

interface ColumnDraft extends TypeDraft {
  readonly nullable: boolean;
  readonly check: number;
  /** Number of the table that it refers to, where that is an earlier one. */
  readonly parent: number;
}

interface TableDraft {
  readonly columns: readonly ColumnDraft[];
  /** Places of the columns of each key. */
  readonly keys: readonly (readonly number[])[];
  readonly paired: boolean;
}

const columnDrafts: fc.Arbitrary<ColumnDraft> = fc
  .tuple(fc.constantFrom(...TYPES), fc.boolean(), fc.nat(9), fc.nat(8))
  .map(([type, nullable, check, parent]) => ({ ...type, nullable, check, parent }));

const tableDrafts: fc.Arbitrary<TableDraft> = fc.record({
  columns: fc.array(columnDrafts, { minLength: 1, maxLength: 6 }),
  keys: fc.array(fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
  paired: fc.boolean(),
});

const isReference = (column: ColumnDraft, table: number): boolean => column.parent < table;

/** The statement that makes the table of that number. */
function definition({ columns, keys, paired }: TableDraft, table: number): string {
  const lines = columns.map((column, place) => {
    const name = `c${place}`;
    const empty = column.nullable ? "" : " not null";
    if (isReference(column, table)) return `${name} integer${empty} references t${column.parent}`;
    const check = column.checks[column.check];
    return `${name} ${column.type}${empty}${check === undefined ? "" : ` check (${check.replaceAll("$", name)})`}`;
  });
  const unique = keysOf(columns, keys).map(
    (places) => `unique (${places.map((place) => `c${place}`).join(", ")})`,
  );
  const names = columns.flatMap(({ nullable }, place) => (nullable ? [`c${place}`] : []));
  const pair = paired && names.length > 1 ? [`check (num_nonnulls(${names.join(", ")}) >= 1)`] : [];
  return `create table t${table} (${["id serial primary key", ...lines, ...unique, ...pair].join(", ")})`;
}

const keysOf = (
  columns: readonly ColumnDraft[],
  keys: readonly (readonly number[])[],
): readonly (readonly number[])[] =>
  keys
    .map((places) => places.filter((place) => place < columns.length))
    .filter((places) => places.length > 0);

/** Whether each key has a column with a value for every row. */
const isRoomy = ({ columns, keys }: TableDraft, table: number): boolean =>
  keysOf(columns, keys).every((places) =>
    places.some((place) => {
      const column = columns[place];
      return column !== undefined && (column.roomy || isReference(column, table));
    }),
  );

suite("filling tables", () => {
  test("satisfies any schema, and leaves no table short without a word", async (context) => {
    for (const server of await testServers()) {
      await using session = await testSession(await testDatabase(context, server));
      await fc.assert(
        fc.asyncProperty(fc.array(tableDrafts, { minLength: 1, maxLength: 3 }), async (tables) => {
          await freshSchema(session);
          await session.run(
            "create type mood as enum ('sad', 'ok', 'happy'); create domain positive as integer check (value > 0)",
          );
          for (const [place, table] of tables.entries()) await session.run(definition(table, place));
          const filled = await fillTables(session, {
            tables: tables.map((_, place) => ({ schema: "case", name: `t${place}` })),
            rows: ROWS,
          });
          assert.deepEqual(await violations(session, filled), []);
          for (const { rows, note } of filled) assert.equal(note === undefined, rows === ROWS, note);
          // A table that refers to one that is short may be short for that.
          if (tables.every(isRoomy))
            assert.deepEqual(
              filled.filter(({ note }) => note !== undefined),
              [],
            );
        }),
        { numRuns: RUNS },
      );
    }
  });

  test("without a superuser's rights lets triggers fire, and satisfies foreign keys all the same", async (context) => {
    const server = await testServer();
    const url = await testDatabase(context, server);
    await using admin = await testSession(url);
    const base = new URL(url).pathname.slice(1);
    const role = `plain_${base}`;
    await admin.run(`create role ${role} login password 'plain'; alter database ${base} owner to ${role}`);
    const plain = Object.assign(new URL(url), { username: role, password: "plain" });
    {
      await using session = await testSession(plain.href);
      await freshSchema(session);
      await session.run(`
        create table log (n integer);
        create function note() returns trigger language plpgsql as
          $$ begin insert into "case".log values (1); return new; end $$;
        create table a (id integer primary key, b_id integer not null);
        create table b (id integer primary key, a_id integer not null references a deferrable);
        alter table a add foreign key (b_id) references b deferrable;
        create table c (id integer generated always as identity primary key, a_id integer not null references a);
        create trigger t after insert on c for each row execute function note()`);
      const filled = await fillTables(session, { tables: [{ schema: "case", name: "c" }], rows: ROWS });
      assert.deepEqual(await violations(session, filled), []);
      assert.deepEqual(
        new Map(filled.map(({ relation, rows }) => [relation, rows])),
        new Map(["a", "b", "c"].map((name) => [`"case".${name}`, ROWS])),
      );
      const [logged] = await session.query("select count(*)::integer as rows from log");
      assert.deepEqual(logged, { rows: ROWS });
    }
    await admin.run(`reassign owned by ${role} to current_user; drop role ${role}`);
  });

  test("stops when it is told to, and keeps nothing of the table that it was at", async (context) => {
    await using session = await testSession(await testDatabase(context));
    await freshSchema(session);
    await session.run(
      `create function slow(integer) returns boolean language plpgsql as $$ begin perform pg_sleep(0.01); return true; end $$;
       create table t (a integer check (slow(a)))`,
    );
    const stop = new AbortController();
    const filling = fillTables(session, {
      tables: [{ schema: "case", name: "t" }],
      rows: 100_000,
      signal: stop.signal,
      onProgress: () => setTimeout(() => stop.abort(), 400),
    });
    await assert.rejects(filling, { name: "AbortError" });
    assert.deepEqual(await session.query('select from "case".t'), []);
    assert.equal(session.transaction(), "none");
  });

  test("tells what it is at, and leaves nothing behind but rows", async (context) => {
    await using session = await testSession(await testDatabase(context));
    await freshSchema(session);
    await session.run(
      "create table a (id integer primary key check (id > 3)); create table b (a_id integer not null references a)",
    );
    const settings =
      "select name, setting from pg_settings where name in ('session_replication_role', 'statement_timeout', 'jit')";
    const before = await session.query(settings);
    const told: string[] = [];
    await fillTables(session, {
      tables: [{ schema: "case", name: "b" }],
      rows: 3,
      onProgress: (sentence) => told.push(sentence),
    });
    assert.deepEqual(told, ['Filling "case".a (1 of 2).', 'Filling "case".b (2 of 2).']);
    assert.deepEqual(await session.query(settings), before);
    assert.deepEqual(await session.query("select from pg_proc where proname like 'lockkeeper%'"), []);
  });
});
