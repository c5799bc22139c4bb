// Fills small schemas on every server at hand, and proves that the rows satisfy everything the schemas ask for.

import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { quoteName, showRelation } from "../../src/core/name.ts";
import type { Session } from "../../src/database/database.ts";
import { fillTables, type FilledTable } from "../../src/rehearse/fill/fill.ts";
import { testDatabase, testServers, testSession } from "./server.ts";

/** A schema with what is to become of its tables. */
export interface FillCase {
  /** A sentence. */
  readonly name: string;
  /** Makes the schema. Names without a schema are in one of the case's own. */
  readonly make: string;
  /** Tables that are asked for; all of them where absent. */
  readonly fill?: readonly string[];
  /** Rows that are asked for; 40 where absent. */
  readonly rows?: number;
  /** Rows of the tables that do not end up with what was asked for. */
  readonly but?: Readonly<Record<string, number>>;
  /** What the notes say, all of them together. */
  readonly notes?: RegExp;
  /** SQL that must give true afterwards. */
  readonly holds?: string;
  /** The major version that first has what is used. */
  readonly since?: number;
}

const ROWS = 40;

/** A test for each server, with one for each case in it. */
export function proveFills(about: string, cases: readonly FillCase[]): void {
  suite(about, async () => {
    for (const server of await testServers()) {
      test(`on PostgreSQL ${server.version}`, async (context) => {
        const url = await testDatabase(context, server);
        for (const one of cases.filter(({ since = 0 }) => since <= server.version)) {
          await context.test(one.name, () => prove(one, url));
        }
      });
    }
  });
}

/** An empty schema `case`, which the session looks into first. */
export async function freshSchema(session: Session): Promise<void> {
  await session.run(`
    drop schema if exists "case" cascade; create schema "case"; set search_path = "case", public`);
}

async function prove(one: FillCase, url: string): Promise<void> {
  await using session = await testSession(url);
  await freshSchema(session);
  await session.run(one.make);
  const tables = one.fill ?? (await tablesOf(session));
  const filled = await fillTables(session, {
    tables: tables.map((name) => ({ schema: "case", name })),
    rows: one.rows ?? ROWS,
  });
  assert.deepEqual(await violations(session, filled), []);
  const notes = filled.map(({ note = "" }) => note).join(" ");
  assert.deepEqual(shown(filled), expected(filled, one), notes);
  assert.match(notes, one.notes ?? /^ *$/);
  if (one.holds !== undefined) {
    const [row] = await session.query<{ readonly holds: boolean }>(`select (${one.holds}) as holds`);
    assert.equal(row?.holds, true, one.holds);
  }
}

const shown = (filled: readonly FilledTable[]): Readonly<Record<string, number>> =>
  Object.fromEntries(filled.map(({ relation, rows }) => [relation, rows]));

function expected(filled: readonly FilledTable[], one: FillCase): Readonly<Record<string, number>> {
  const exceptions = Object.entries(one.but ?? {});
  return {
    ...Object.fromEntries(filled.map(({ relation }) => [relation, one.rows ?? ROWS])),
    ...Object.fromEntries(exceptions.map(([name, rows]) => [showRelation({ schema: "case", name }), rows])),
  };
}

/** Every table of the case but the partitions. */
async function tablesOf(session: Session): Promise<readonly string[]> {
  const rows = await session.query<{ readonly name: string }>(
    `select relname as name from pg_class
     where relnamespace = '"case"'::regnamespace and relkind in ('r', 'p') and not relispartition order by relname`,
  );
  return rows.map(({ name }) => name);
}

interface ConstraintRow {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/**
 * What the server finds when it looks at every row again: foreign keys and checks are made anew, indexes are built
 * anew, and statistics know of the rows.
 */
export async function violations(
  session: Session,
  filled: readonly FilledTable[],
): Promise<readonly string[]> {
  const found: string[] = [];
  const attempt = async (statement: string): Promise<void> => {
    try {
      await session.run(statement);
    } catch (error) {
      found.push(`${statement}: ${String(error)}`);
    }
  };
  const constraints = await session.query<ConstraintRow>(
    `select conrelid::regclass::text as table, conname as name,
       replace(pg_get_constraintdef(oid), ' NOT VALID', '') as definition
     from pg_constraint
     where conrelid <> 0 and contype in ('c', 'f') and conparentid = 0 and conislocal
       and connamespace = '"case"'::regnamespace and pg_get_constraintdef(oid) !~ 'NOT ENFORCED'`,
  );
  for (const { table, name, definition } of constraints) {
    await attempt(
      `alter table ${table} drop constraint ${quoteName(name)}, add constraint ${quoteName(name)} ${definition}`,
    );
  }
  await attempt('reindex schema "case"');
  const stale = await session.query<{ readonly name: string }>(
    `select oid::regclass::text as name from pg_class where oid = any ($1::regclass[]) and reltuples < 0
       and relkind in ('r', 'p')`,
    [filled.filter(({ rows }) => rows > 0).map(({ relation }) => relation)],
  );
  return [...found, ...stale.map(({ name }) => `${name} has no statistics`)];
}
