// Tells which runs are alive: each holds an advisory lock of its own, which ends with its session however that ends.

import { randomInt } from "node:crypto";

import { Failure } from "../../core/failure.ts";
import { isStatementError, SQLSTATE, type Session } from "../../database/database.ts";

/** `lksc` in ASCII: the first half of the key of every run. The second half is the run. */
const RUN_CLASS = 0x6c6b7363;
/** `lksg` in ASCII. */
const GATE: readonly [number, number] = [0x6c6b7367, 0];
const RUNS_END = 2 ** 31;
const TRIES_MAX = 10;
/** Clearing away what many dead runs left takes seconds. */
const GATE_WAIT_MS = 60_000;

/** Takes the lock of a new run, which the session holds until it ends, and gives the run's number. */
export async function beginRun(session: Session): Promise<number> {
  for (let tried = 0; tried < TRIES_MAX; tried++) {
    const run = randomInt(RUNS_END);
    const [row] = await session.query<{ readonly done: boolean }>(
      "select pg_catalog.pg_try_advisory_lock($1, $2) as done",
      [RUN_CLASS, run],
    );
    if (row?.done === true) return run;
  }
  throw new Failure("unexpected", "No number was free for the scratch databases of this run.");
}

/** The runs that are alive now, on whichever database of the server they hold their locks. */
export async function liveRuns(session: Session): Promise<ReadonlySet<number>> {
  const rows = await session.query<{ readonly run: number }>(
    `select objid::int8::float8 as run from pg_catalog.pg_locks
     where locktype = 'advisory' and granted and objsubid = 2 and classid::int8 = $1`,
    [RUN_CLASS],
  );
  return new Set(rows.map(({ run }) => run));
}

/**
 * Lets one run at a time begin, look who is alive and clear away after the dead. `alone` is false where the others
 * took longer than a minute. The wait is inside a query and so has a snapshot, but no migration runs in the database
 * that this session is connected to.
 */
export async function throughGate<T>(session: Session, work: (alone: boolean) => Promise<T>): Promise<T> {
  if (!(await takeGate(session))) return work(false);
  try {
    return await work(true);
  } finally {
    await session.query("select pg_catalog.pg_advisory_unlock($1, $2)", GATE);
  }
}

async function takeGate(session: Session): Promise<boolean> {
  await session.run(`set lock_timeout = ${GATE_WAIT_MS}`);
  try {
    await session.query("select pg_catalog.pg_advisory_lock($1, $2)", GATE);
    return true;
  } catch (error) {
    if (isStatementError(error) && error.sqlstate === SQLSTATE.lockNotAvailable) return false;
    throw error;
  }
}
