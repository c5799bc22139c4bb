// Watches one statement on a real server: the locks it takes, the tables it reads in full, the files it writes anew.

import { setTimeout as sleep } from "node:timers/promises";

import { LOCK_MODES, catalogName } from "../../src/core/lock.ts";
import type { LockMode } from "../../src/core/lock.ts";
import type { Session } from "../../src/database/database.ts";
import { testSession } from "../support/server.ts";
import type { WatchedStatement } from "./statements.ts";

/** What a statement did to relations that were there before it, each named once. */
export interface Observation {
  /** The strongest mode on each table, view, sequence and so on: everything but indexes. */
  readonly tableLocks: ReadonlyMap<string, LockMode>;
  /** Empty where the statement was watched from outside: those locks are too short to be seen every time. */
  readonly indexLocks: ReadonlyMap<string, LockMode>;
  readonly scans: readonly string[];
  readonly rewrites: readonly string[];
}

interface Relation {
  readonly name: string;
  readonly isIndex: boolean;
  readonly file: string;
}

type Relations = ReadonlyMap<string, Relation>;
type Scans = ReadonlyMap<string, number>;
type Locks = Map<string, LockMode>;

const POLL_MS = 2;
/** Bound for everything that a statement which is watched from outside may take. */
const POLLS_MAX = 5_000;
/** Polls after which a holder lets go even if nobody seems to wait for it. */
const HOLD_POLLS_MAX = 200;
const MODES = new Map(LOCK_MODES.map((mode) => [catalogName(mode), mode]));

/** Watches a statement inside a transaction and takes it back. Throws what the server says against it. */
export async function observeInside(session: Session, statement: WatchedStatement): Promise<Observation> {
  const before = await relationsOf(session);
  await session.run("begin");
  try {
    const scans = await scansOf(session, "pg_stat_xact_user_tables");
    await runStatement(session, statement);
    const locks: Locks = new Map();
    await addLocks(session, session.backendPid, locks);
    const scansAfter = await scansOf(session, "pg_stat_xact_user_tables");
    return observation(before, { locks, scans, scansAfter, after: await relationsOf(session) });
  } finally {
    await session.run("rollback");
  }
}

/** Watches a statement that ends its own transactions, from a second session. Changes the database for good. */
export async function observeFromOutside(url: string, statement: WatchedStatement): Promise<Observation> {
  await using watcher = await testSession(url);
  const before = await relationsOf(watcher);
  const scans = await scansOf(watcher, "pg_stat_user_tables");
  const locks: Locks = new Map();
  {
    await using holder = await testSession(url);
    if (statement.behind !== undefined) await holder.run(statement.behind);
    const runner = await testSession(url);
    const progress = { ended: false };
    const running = runStatement(runner, statement).finally(() => (progress.ended = true));
    for (let poll = 0; !progress.ended && poll < POLLS_MAX; poll += 1) {
      const waits = await addLocks(watcher, runner.backendPid, locks);
      if (holder.transaction() === "open" && (waits || poll > HOLD_POLLS_MAX)) await holder.run("rollback");
      await sleep(POLL_MS);
    }
    await running;
    await runner.close();
    await waitForExit(watcher, runner.backendPid);
  }
  const scansAfter = await scansOf(watcher, "pg_stat_user_tables");
  const seen = observation(before, { locks, scans, scansAfter, after: await relationsOf(watcher) });
  return { ...seen, indexLocks: new Map() };
}

async function runStatement(session: Session, { sql, data }: WatchedStatement): Promise<void> {
  if (data === undefined) await session.run(sql);
  else await session.copyIn(sql, data);
}

/** A session hands its counters in when it ends. */
async function waitForExit(watcher: Session, pid: number): Promise<void> {
  for (let poll = 0; poll < POLLS_MAX; poll += 1) {
    const found = await watcher.query("select 1 from pg_stat_activity where pid = $1", [pid]);
    if (found.length === 0) return;
    await sleep(POLL_MS);
  }
}

async function relationsOf(session: Session): Promise<Relations> {
  const rows = await session.query<{ oid: string; name: string; kind: string; file: string }>(
    `select c.oid::text, c.relname as name, c.relkind::text as kind, c.relfilenode::text as file
     from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
     where n.nspname in ('public', 'archive')`,
  );
  return new Map(
    rows.map(({ oid, name, kind, file }) => [oid, { name, isIndex: kind === "i" || kind === "I", file }]),
  );
}

async function scansOf(session: Session, view: string): Promise<Scans> {
  const rows = await session.query<{ oid: string; scans: number }>(
    `select relid::text as oid, seq_scan::int as scans from ${view}`,
  );
  return new Map(rows.map(({ oid, scans }) => [oid, scans]));
}

/** Adds what a session holds or waits for now, and tells whether it waits for anything. */
async function addLocks(session: Session, pid: number, into: Locks): Promise<boolean> {
  const rows = await session.query<{ oid: string | null; mode: string; granted: boolean }>(
    // A lock on the extension of a relation's file names the relation too, and is none on it.
    `select case locktype when 'relation' then relation::text end as oid, mode, granted
     from pg_locks where pid = $1`,
    [pid],
  );
  for (const { oid, mode: catalogMode } of rows) {
    const mode = MODES.get(catalogMode);
    if (oid === null || mode === undefined) continue;
    const known = into.get(oid);
    if (known === undefined || LOCK_MODES.indexOf(mode) > LOCK_MODES.indexOf(known)) into.set(oid, mode);
  }
  return rows.some(({ granted }) => !granted);
}

interface Seen {
  readonly locks: Locks;
  readonly scans: Scans;
  readonly scansAfter: Scans;
  readonly after: Relations;
}

function observation(before: Relations, { locks, scans, scansAfter, after }: Seen): Observation {
  const all = [...before].toSorted(([, a], [, b]) => (a.name < b.name ? -1 : 1));
  const locksOn = (wanted: boolean): ReadonlyMap<string, LockMode> =>
    new Map(
      all.flatMap(([oid, { name, isIndex }]) => {
        const mode = isIndex === wanted ? locks.get(oid) : undefined;
        return mode === undefined ? [] : [[name, mode]];
      }),
    );
  const namesWhere = (test: (oid: string, relation: Relation) => boolean): readonly string[] =>
    all.filter(([oid, relation]) => test(oid, relation)).map(([, { name }]) => name);
  return {
    tableLocks: locksOn(false),
    indexLocks: locksOn(true),
    scans: namesWhere((oid) => (scansAfter.get(oid) ?? 0) > (scans.get(oid) ?? 0)),
    rewrites: namesWhere((oid, { file }) => (after.get(oid)?.file ?? file) !== file),
  };
}
