// What a database holds, as one value that can be compared with another: its catalogs and its rows.

import assert from "node:assert/strict";

import { quoteRelation } from "../../src/core/name.ts";
import { showStatus } from "../../src/flow/status.ts";
import { testSession } from "../support/server.ts";
import { journeyOf } from "./runner.ts";

/** Everything outside of the system's schemas and the journal's own, each line one fact. */
export type Snapshot = readonly string[];

const OURS = "n.nspname not in ('pg_catalog', 'information_schema', 'lockkeeper') and n.nspname !~ '^pg_t'";

const CATALOG = `
select pg_catalog.format('%s %I.%I %s', c.relkind, n.nspname, c.relname,
    case when c.relkind in ('v', 'm') then pg_catalog.pg_get_viewdef(c.oid) end) as fact
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where ${OURS}
union all
select pg_catalog.format('column %I.%I.%I %s %s %s %s', n.nspname, c.relname, a.attname, a.attnum,
    pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid))
  from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where ${OURS} and a.attnum > 0 and not a.attisdropped
union all
select pg_catalog.format('constraint %I on %s %s valid %s', k.conname, k.conrelid::regclass,
    pg_catalog.pg_get_constraintdef(k.oid), k.convalidated)
  from pg_catalog.pg_constraint k join pg_catalog.pg_namespace n on n.oid = k.connamespace where ${OURS}
union all
select pg_catalog.format('index %s valid %s ready %s', pg_catalog.pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready)
  from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace where ${OURS}
union all
select pg_catalog.format('label %I.%s', t.typname, e.enumlabel)
  from pg_catalog.pg_enum e join pg_catalog.pg_type t on t.oid = e.enumtypid
union all
select pg_catalog.format('partition %s of %s pending %s', inhrelid::regclass, inhparent::regclass, inhdetachpending)
  from pg_catalog.pg_inherits
union all
select pg_catalog.format('function %I.%s', n.nspname, p.oid::regprocedure)
  from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace where ${OURS}
union all
select pg_catalog.format('schema %I', n.nspname) from pg_catalog.pg_namespace n where ${OURS}
order by 1
`;

const TABLES = `
select n.nspname as schema, c.relname as name
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where ${OURS} and c.relkind = 'r' order by 1, 2
`;

/** Reads the whole database. */
export async function snapshotOf(url: string): Promise<Snapshot> {
  await using session = await testSession(url);
  const facts = await session.query<{ fact: string }>(CATALOG);
  const tables = await session.query<{ schema: string; name: string }>(TABLES);
  const rows: string[] = [];
  for (const table of tables) {
    const name = quoteRelation(table);
    const found = await session.query<{ row: string }>(`select t::text as row from ${name} as t order by 1`);
    rows.push(...found.map(({ row }) => `row of ${name} ${row}`));
  }
  return [...facts.map(({ fact }) => fact), ...rows];
}

const TWICE = `
select version, event, statement, count(*)::int4 as times from lockkeeper.journal
where event in ('applied', 'advanced') group by version, event, statement having count(*) > 1
`;

export interface Expected {
  readonly url: string;
  readonly folder: string;
  readonly snapshot: Snapshot;
  /** How many migrations count as applied. */
  readonly migrations: number;
}

/** Throws where the database is not as after an undisturbed run: something lost, done twice or left half-done. */
export async function assertWhole({ url, folder, snapshot, migrations }: Expected): Promise<void> {
  assert.deepEqual(await snapshotOf(url), snapshot);
  await using session = await testSession(url);
  assert.deepEqual(await session.query(TWICE), [], "nothing is journalled twice");
  const status = await showStatus(journeyOf(url, folder));
  assert.equal(status.failure?.message, undefined);
  assert.deepEqual(status.unfinished, [], "nothing is half-done");
  assert.deepEqual(status.pending, [], "nothing is pending");
  assert.equal(status.applied.length, migrations);
}
