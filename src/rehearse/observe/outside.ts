// Watches a session from a second one while it runs what cannot be watched from within: concurrent statements.

import type { LockMode } from "../../core/lock.ts";
import type { Clock } from "../../core/world.ts";
import type { Session } from "../../database/database.ts";
import { modeNamed, strongest } from "./sight.ts";
import { FIRST_OWN_OID, type Oid } from "./surroundings.ts";

export interface OutsideView {
  /** The strongest mode that was seen on each relation. */
  readonly locks: ReadonlyMap<Oid, LockMode>;
  /** What the progress views told, in order, each phase once. */
  readonly phases: readonly string[];
  /** How long the statement was kept waiting so that its locks could be seen. */
  readonly heldMs: number;
}

export interface Lookout {
  /** Looks at the locks. */
  readonly watcher: Session;
  /** Keeps a transaction open that a concurrent statement waits for. */
  readonly holder: Session;
}

/** Locks are held for less than a millisecond at times: close looks at first, wider ones for what takes long. */
const CLOSE_LOOKS = 400;
const CLOSE_LOOK_MS = 1;
const WIDE_LOOK_MS = 25;
/** Looks after which the holder lets go although nobody seems to wait for it. */
const HOLD_LOOKS_MAX = 100;

/** Locks of other kinds, such as the one to extend a file, tell whether it waits. */
const LOCKS = `
select case locktype when 'relation' then relation::text end as oid, mode, granted from pg_catalog.pg_locks
where pid = $1 and (locktype <> 'relation' or relation::oid >= ${FIRST_OWN_OID})`;

const PHASES = `
select command || ': ' || phase as phase from pg_catalog.pg_stat_progress_create_index where pid = $1
union all select 'VACUUM: ' || phase from pg_catalog.pg_stat_progress_vacuum where pid = $1
union all select command || ': ' || phase from pg_catalog.pg_stat_progress_cluster where pid = $1
union all select 'ANALYZE: ' || phase from pg_catalog.pg_stat_progress_analyze where pid = $1`;

interface LockRow {
  readonly oid: Oid | null;
  readonly mode: string;
  readonly granted: boolean;
}

/**
 * Runs something that the session with this pid does, and tells what it was seen to hold. Where `table` is given, an
 * open transaction that has written to it makes the statement wait once it has its first lock, so that this is seen
 * however short it is. Throws what the run throws.
 */
export async function watchFromOutside(
  { clock, watcher, holder }: Lookout & { readonly clock: Clock },
  { pid, table }: { readonly pid: number; readonly table?: string },
  run: () => Promise<void>,
): Promise<OutsideView> {
  const locks = new Map<Oid, LockMode>();
  const phases: string[] = [];
  if (table !== undefined) await hold(holder, table);
  const progress = { over: false };
  const running = run().finally(() => (progress.over = true));
  // Handled below; until then its failure must not count as nobody's.
  running.catch(() => undefined);
  const startMs = clock.monotonicMs();
  let heldMs = 0;
  // Bound: until the statement is over.
  for (let looks = 0; !progress.over; looks += 1) {
    const rows = await watcher.query<LockRow>(LOCKS, [pid]);
    for (const { oid, mode } of rows) {
      const seen = oid === null ? undefined : strongest([modeNamed(mode), locks.get(oid)]);
      if (oid !== null && seen !== undefined) locks.set(oid, seen);
    }
    for (const { phase } of await watcher.query<{ phase: string }>(PHASES, [pid])) {
      if (phases.at(-1) !== phase) phases.push(phase);
    }
    const waits = rows.some(({ granted }) => !granted) && locks.size > 0;
    if (holder.transaction() !== "none" && (waits || looks >= HOLD_LOOKS_MAX)) {
      await holder.run("rollback");
      heldMs = clock.monotonicMs() - startMs;
    }
    await clock.sleep(looks < CLOSE_LOOKS ? CLOSE_LOOK_MS : WIDE_LOOK_MS);
  }
  if (holder.transaction() !== "none") await holder.run("rollback");
  await running;
  return { locks, phases, heldMs };
}

async function hold(holder: Session, table: string): Promise<void> {
  try {
    await holder.run(`begin; lock table ${table} in row exclusive mode`);
  } catch {
    // There is no such table, or it cannot be locked: then the statement is watched without being kept waiting.
    await holder.run("rollback");
  }
}
