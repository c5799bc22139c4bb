// The lease: the deploy lock where a pooler hands every transaction to another server process, so that no session can hold one.

import type { Clock } from "../core/world.ts";
import { isStatementError } from "./sqlstate.ts";
import type { Session } from "./session.ts";

/** How long a lease lasts without a sign of life, and how often one is given. */
const LEASE_MS = 15_000;
const HEARTBEAT_MS = 5_000;

/** A key of its own, for the transaction that makes the table: IF NOT EXISTS guards against no rival. */
const MAKE_KEY: readonly [number, number] = [0x6c6f636b, 0x6c656173];

const EXISTS = "select pg_catalog.to_regclass('lockkeeper.lease') is not null as there";

const MAKE = `
create schema if not exists lockkeeper;
create table if not exists lockkeeper.lease (
  only_one boolean primary key default true check (only_one),
  fence bigint not null,
  holder text not null,
  taken_at timestamptz not null default pg_catalog.clock_timestamp(),
  expires_at timestamptz not null
);
create or replace function lockkeeper.hold_lease(mine bigint) returns void
language plpgsql set search_path = pg_catalog as $$
begin
  perform from lockkeeper.lease where fence = mine and expires_at > clock_timestamp() for share;
  if not found then
    raise exception 'the lease with fencing number % is not ours any more', mine using errcode = 'LK001';
  end if;
end
$$;
`;

/** Takes over only what has expired, and raises the fencing number: whoever held it before is shut out. */
const TAKE = `
insert into lockkeeper.lease as lease (fence, holder, expires_at)
values (1, $1, pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => $2::float8 / 1000))
on conflict (only_one) do update
  set fence = lease.fence + 1, holder = excluded.holder, taken_at = pg_catalog.clock_timestamp(),
      expires_at = excluded.expires_at
  where lease.expires_at <= pg_catalog.clock_timestamp()
returning fence::float8 as fence
`;

const RENEW = `
update lockkeeper.lease
set expires_at = pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => $2::float8 / 1000)
where fence = $1
`;

const END = "update lockkeeper.lease set expires_at = '-infinity' where fence = $1";

const HOLDER = `
select holder, fence::float8 as fence,
  (extract(epoch from pg_catalog.clock_timestamp() - taken_at))::int4 as "heldSeconds"
from lockkeeper.lease where expires_at > pg_catalog.clock_timestamp()
`;

/** Who has the lease. */
export interface LeaseHolder {
  readonly holder: string;
  readonly fence: number;
  readonly heldSeconds: number;
}

/** A lease that is ours. */
export interface Lease {
  /** Grows with every owner: a transaction that is told an old one is refused. */
  readonly fence: number;
  /** Stops the signs of life and gives the lease back. */
  end(): Promise<void>;
}

export interface LeaseOptions {
  readonly clock: Clock;
  /** Who we are, for whoever waits. */
  readonly holder: string;
  /** A session of its own for the signs of life: ours is busy with migrations. */
  readonly openHeartbeat: () => Promise<Session>;
}

/** The lease, or undefined while somebody else has it. */
export async function takeLease(session: Session, options: LeaseOptions): Promise<Lease | undefined> {
  if (!(await hasLeaseTable(session))) await makeTable(session);
  const [row] = await session.query<{ readonly fence: number }>(TAKE, [options.holder, LEASE_MS]);
  if (row === undefined) return undefined;
  const { fence } = row;
  const over = new AbortController();
  const heart = beat(fence, { options, over: over.signal });
  return {
    fence,
    end: async () => {
      over.abort();
      await heart;
    },
  };
}

/** Who has the lease now; undefined where nobody has, or where no pooler was ever used. */
export async function leaseHolder(session: Session): Promise<LeaseHolder | undefined> {
  if (!(await hasLeaseTable(session))) return undefined;
  const [row] = await session.query<LeaseHolder>(HOLDER);
  return row;
}

/** Ends somebody else's lease: what they have not committed yet will be refused. */
export async function breakLease(session: Session, fence: number): Promise<void> {
  await session.query(END, [fence]);
}

async function hasLeaseTable(session: Session): Promise<boolean> {
  const [row] = await session.query<{ readonly there: boolean }>(EXISTS);
  return row?.there === true;
}

async function makeTable(session: Session): Promise<void> {
  await session.run("begin");
  try {
    await session.query("select pg_catalog.pg_advisory_xact_lock($1, $2)", MAKE_KEY);
    await session.run(MAKE);
    await session.run("commit");
  } catch (error) {
    await session.run("rollback");
    throw error;
  }
}

interface Beating {
  readonly options: LeaseOptions;
  readonly over: AbortSignal;
}

/**
 * Renews until it is over, then ends the lease. A beat that is missed does no harm while the lease lasts; after
 * that the fencing number stops whatever would still be written.
 */
async function beat(fence: number, { options, over }: Beating): Promise<void> {
  let session: Session | undefined;
  const ask = async (text: string, values: readonly unknown[]): Promise<void> => {
    try {
      session ??= await options.openHeartbeat();
      await session.query(text, values);
    } catch (error) {
      if (!isStatementError(error)) session = undefined;
    }
  };
  while (!over.aborted) {
    await options.clock.sleep(HEARTBEAT_MS, over);
    if (!over.aborted) await ask(RENEW, [fence, LEASE_MS]);
  }
  await ask(END, [fence]);
  await session?.close();
}
