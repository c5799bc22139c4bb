// The deploy lock: one deployer at a time changes a database. Tied to the session, or a lease behind a pooler.

import { showDuration } from "../core/duration.ts";
import { Failure } from "../core/failure.ts";
import type { Clock } from "../core/world.ts";
import { breakLease, leaseHolder, takeLease, type LeaseHolder } from "./lease.ts";
import type { Session } from "./session.ts";

/**
 * The key: `lock` and `keep` in ASCII as two int4. Advisory locks belong to one database, and so does a
 * journal, so one key for every database is enough. Documented: other tools must keep clear of it.
 */
export const DEPLOY_LOCK_KEY: readonly [number, number] = [0x6c6f636b, 0x6b656570];

/** Who holds the lock. Members are absent where this role may not see them. */
export interface LockHolder {
  /** Absent for a lease, which belongs to no process. */
  readonly pid?: number;
  /** The fencing number of a lease. */
  readonly fence?: number;
  readonly user?: string;
  readonly applicationName?: string;
  /** Address or host name of the client; absent for a socket on the server itself. */
  readonly client?: string;
  /** Server time, ISO 8601 in UTC, at which the holder's session began: the lock is not older than this. */
  readonly connectedAt?: string;
  readonly connectedSeconds?: number;
  /** `active`, `idle`, `idle in transaction` … */
  readonly state?: string;
}

/** Held until released or until the session ends. Leaving its scope releases it. */
export interface DeployLock extends AsyncDisposable {
  /** Set for a lease: to be shown with everything that is written under it. */
  readonly fence?: number;
  /** False once a statement such as DISCARD ALL has dropped it, or somebody else has taken the lease. */
  isHeld(): Promise<boolean>;
  /** Throws Failure `locked` when the server says that it was not ours any more. */
  release(): Promise<void>;
}

export interface DeployLockOptions {
  readonly clock: Clock;
  /** How long to wait for another holder; 0 tries once. */
  readonly waitMs: number;
  /** Mean pause between two tries; each is between half and one and a half of it. */
  readonly pollMs?: number;
  /** Told of the holder before the first wait and whenever it is another one. */
  readonly onWaiting?: (holder: LockHolder | undefined) => void;
  readonly signal?: AbortSignal;
  /** Who we are, for whoever waits behind a lease. */
  readonly holder: string;
  /** Opens the session that keeps a lease alive. */
  readonly openHeartbeat: () => Promise<Session>;
}

const POLL_MS = 500;
const POLL_MS_MIN = 10;
const END_WAIT_MS = 10_000;
const END_POLL_MS = 50;

/**
 * Everything that is asked before and with the lock, in one round trip. A pooler stands between where the process
 * is not the one that named itself at the start: then nothing is tried, since the lock would stay with that process.
 * The lease is looked for last, when the lock is had.
 */
const TRY = `
select
  pg_catalog.pg_is_in_recovery() as standby,
  pg_catalog.current_setting('transaction_read_only') = 'on' as "readOnly",
  pg_catalog.pg_backend_pid() <> $3 as pooled,
  case when pg_catalog.pg_backend_pid() = $3 and pg_catalog.current_setting('transaction_read_only') = 'off'
    then pg_catalog.pg_try_advisory_lock($1, $2) else false end as done,
  pg_catalog.to_regclass('lockkeeper.lease') is not null as "hasLease"
`;

interface Tried {
  readonly standby: boolean;
  readonly readOnly: boolean;
  readonly pooled: boolean;
  readonly done: boolean;
  readonly hasLease: boolean;
}

const UNLOCK = "select pg_catalog.pg_advisory_unlock($1, $2) as done";
const HOLDER = `
select
  l.pid,
  a.usename as "user",
  nullif(a.application_name, '') as "applicationName",
  coalesce(a.client_hostname, pg_catalog.host(a.client_addr)) as client,
  pg_catalog.to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "connectedAt",
  extract(epoch from pg_catalog.clock_timestamp() - a.backend_start)::int4 as "connectedSeconds",
  a.state
from pg_catalog.pg_locks as l
left join pg_catalog.pg_stat_activity as a on a.pid = l.pid
where l.locktype = 'advisory' and l.granted
  and l.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
  and l.classid::int8 = $1 and l.objid::int8 = $2 and l.objsubid = 2
`;

/**
 * Takes the lock, polling in autocommit: a session that waits inside a query has a snapshot, and CREATE INDEX
 * CONCURRENTLY waits for snapshots, so the two would deadlock. Behind a pooler it is a lease with a fencing
 * number. Throws Failure `locked` naming the holder after `waitMs`, `interrupted` when the signal fires, and
 * `server-unavailable` on a standby or a read-only database, which would refuse every change.
 */
export async function takeDeployLock(session: Session, options: DeployLockOptions): Promise<DeployLock> {
  const { clock, signal, waitMs } = options;
  const deadlineMs = clock.monotonicMs() + waitMs;
  let told: string | undefined;
  // Bound: every pause is at least 5 ms, and the loop ends at the deadline.
  for (;;) {
    const lock = await tryOnce(session, options);
    if (lock !== undefined) return lock;
    const holder = await deployLockHolder(session);
    const leftMs = deadlineMs - clock.monotonicMs();
    if (signal?.aborted === true) throw interrupted();
    if (leftMs <= 0) throw locked(holder, waitMs);
    const shown = holder === undefined ? "" : `${holder.pid} ${holder.fence}`;
    if (shown !== told) options.onWaiting?.(holder);
    told = shown;
    const pauseMs = Math.max(POLL_MS_MIN, options.pollMs ?? POLL_MS) * (0.5 + Math.random());
    await clock.sleep(Math.min(leftMs, pauseMs), signal);
  }
}

async function tryOnce(session: Session, options: DeployLockOptions): Promise<DeployLock | undefined> {
  const [tried] = await session.query<Tried>(TRY, [...DEPLOY_LOCK_KEY, session.backendPid]);
  if (tried === undefined || tried.readOnly) throw readOnly(tried?.standby === true);
  if (tried.pooled) return tryLease(session, options);
  return tried.done ? ownLock(session, tried) : undefined;
}

/** Both kinds look for the other after they have theirs: whoever comes second sees the first, and gives way. */
async function ownLock(session: Session, { hasLease }: Tried): Promise<DeployLock | undefined> {
  const release = (): Promise<void> => releaseOwn(session);
  if (hasLease && (await leaseHolder(session)) !== undefined) {
    await release();
    return undefined;
  }
  return { isHeld: () => isHeld(session), release, [Symbol.asyncDispose]: release };
}

async function tryLease(session: Session, options: DeployLockOptions): Promise<DeployLock | undefined> {
  const lease = await takeLease(session, options);
  if (lease === undefined) return undefined;
  if ((await sessionHolder(session)) !== undefined) {
    await lease.end();
    return undefined;
  }
  const { fence } = lease;
  const holds = async (): Promise<boolean> => (await leaseHolder(session))?.fence === fence;
  const end = (): Promise<void> => lease.end();
  return { fence, isHeld: holds, release: end, [Symbol.asyncDispose]: end };
}

/** Who holds this database's deploy lock; undefined when it is free. */
export async function deployLockHolder(session: Session): Promise<LockHolder | undefined> {
  const holder = await sessionHolder(session);
  if (holder !== undefined) return holder;
  const lease = await leaseHolder(session);
  return lease === undefined ? undefined : fromLease(lease);
}

const fromLease = ({ holder, fence, heldSeconds }: LeaseHolder): LockHolder => ({
  applicationName: holder,
  fence,
  connectedSeconds: heldSeconds,
  state: "a lease through a pooler",
});

async function sessionHolder(session: Session): Promise<LockHolder | undefined> {
  const [row] = await session.query<Readonly<Record<string, unknown>> & { readonly pid: number }>(
    HOLDER,
    DEPLOY_LOCK_KEY,
  );
  if (row === undefined) return undefined;
  return { pid: row.pid, ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) };
}

/** What a holder looks like in a message: `pid 12, user ann, lockkeeper 1.0 r7, from 10.0.0.7, connected 3.0 s ago`. */
export function showHolder(holder: LockHolder): string {
  const parts = holder.pid === undefined ? [] : [`pid ${holder.pid}`];
  if (holder.user !== undefined) parts.push(`user ${holder.user}`);
  if (holder.applicationName !== undefined) parts.push(holder.applicationName);
  if (holder.client !== undefined) parts.push(`from ${holder.client}`);
  if (holder.connectedSeconds !== undefined) {
    parts.push(`connected ${showDuration(holder.connectedSeconds * 1000)} ago`);
  }
  if (holder.state !== undefined) parts.push(holder.state);
  return parts.join(", ");
}

/**
 * Ends the session that holds the lock, for when its owner is gone for good, and waits until it has ended. A
 * lease is ended instead: what its owner has not committed is refused from then on.
 * Throws Failure `not-found` when nobody holds it, `locked` when the session is still there after 10 s, and
 * StatementError 42501 when this role may not end it.
 */
export async function releaseDeployLock(session: Session, clock: Clock): Promise<LockHolder> {
  const holder = await deployLockHolder(session);
  if (holder === undefined) throw new Failure("not-found", "Nobody holds the deploy lock.");
  if (holder.fence !== undefined) await breakLease(session, holder.fence);
  if (holder.pid === undefined) return holder;
  await session.query("select pg_catalog.pg_terminate_backend($1)", [holder.pid]);
  const deadlineMs = clock.monotonicMs() + END_WAIT_MS;
  while ((await sessionHolder(session))?.pid === holder.pid) {
    if (clock.monotonicMs() > deadlineMs) throw stillThere(holder);
    await clock.sleep(END_POLL_MS);
  }
  return holder;
}

async function ask(session: Session, text: string): Promise<boolean> {
  const [row] = await session.query<{ readonly done: boolean }>(text, DEPLOY_LOCK_KEY);
  return row?.done === true;
}

async function isHeld(session: Session): Promise<boolean> {
  const [own] = await session.query<{ readonly pid: number }>("select pg_catalog.pg_backend_pid() as pid");
  return (await sessionHolder(session))?.pid === own?.pid;
}

async function releaseOwn(session: Session): Promise<void> {
  // The lock went with the connection.
  if (session.lost() !== undefined) return;
  try {
    // A failed transaction takes no query, and the lock is not part of it.
    if (session.transaction() !== "none") await session.run("rollback");
    if (await ask(session, UNLOCK)) return;
  } catch (error) {
    if (session.lost() !== undefined) return;
    throw error;
  }
  throw new Failure(
    "locked",
    "The deploy lock was dropped while we worked: somebody else may have run meanwhile.",
    {
      hint: "A migration with DISCARD ALL or pg_advisory_unlock_all drops it, and so does a pooler. Take that out.",
    },
  );
}

function locked(holder: LockHolder | undefined, waitMs: number): Failure {
  const who = holder === undefined ? "Another deployer" : `Another deployer (${showHolder(holder)})`;
  const waited = waitMs > 0 ? ` for the ${showDuration(waitMs)} that we waited` : "";
  return new Failure("locked", `${who} held the deploy lock${waited}.`, {
    hint: "Wait for it to finish and run again. If it is gone for good: lockkeeper lock show, lock release.",
  });
}

const readOnly = (standby: boolean): Failure =>
  new Failure(
    "server-unavailable",
    standby
      ? "This server is a standby: it takes no changes."
      : "This database is read-only by default (default_transaction_read_only).",
    { hint: "Connect to the primary, or to a role and database that may write." },
  );

const interrupted = (): Failure =>
  new Failure("interrupted", "Interrupted while waiting for the deploy lock. Nothing was changed.");

const stillThere = (holder: LockHolder): Failure =>
  new Failure("locked", `The session did not end in 10 s: ${showHolder(holder)}.`, {
    hint: "Look at the server's process, and try again.",
  });
