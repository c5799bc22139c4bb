// Drops scratch databases: one of this run, and those that dead runs left.

import { quoteName } from "../../core/name.ts";
import { isStatementError, siblingUrl, SQLSTATE, type Session } from "../../database/database.ts";
import { runOf, SCRATCH_LIKE } from "./name.ts";
import { liveRuns } from "./ownership.ts";

/** A session beside the databases, and the way into one of them. */
export interface Admin {
  readonly session: Session;
  readonly url: string;
  readonly open: (url: string) => Promise<Session>;
}

/** Bound for one run; the next one goes on. */
const LEFT_MAX = 200;
const TRIES_MAX = 2;

const OURS = `
select datname as name from pg_catalog.pg_database
where datname like $1 and pg_catalog.pg_has_role(datdba, 'USAGE')
order by oid
`;

const SUBSCRIPTIONS = `
select s.subname as name
from pg_catalog.pg_subscription as s join pg_catalog.pg_database as d on d.oid = s.subdbid
where d.datname = $1
`;

/** Drops a scratch database with whoever is in it. Throws StatementError where the server refuses. */
export async function dropDatabase(admin: Admin, name: string): Promise<void> {
  await dropSubscriptions(admin, name);
  for (let tried = 1; ; tried++) {
    try {
      await admin.session.run(`drop database if exists ${quoteName(name)} with (force)`);
      return;
    } catch (error) {
      // A cancel that was meant for the statement before may come late.
      const cancelled = isStatementError(error) && error.sqlstate === SQLSTATE.queryCanceled;
      if (!cancelled || tried >= TRIES_MAX) throw error;
    }
  }
}

/** A database with a subscription cannot be dropped, and a slot at the publisher is not ours to drop. */
async function dropSubscriptions({ session, url, open }: Admin, name: string): Promise<void> {
  const subscriptions = await session.query<{ readonly name: string }>(SUBSCRIPTIONS, [name]);
  if (subscriptions.length === 0) return;
  await using inside = await open(siblingUrl(url, name));
  for (const subscription of subscriptions) {
    const quoted = quoteName(subscription.name);
    await inside.run(`alter subscription ${quoted} disable`);
    await inside.run(`alter subscription ${quoted} set (slot_name = none)`);
    await inside.run(`drop subscription ${quoted}`);
  }
}

/** Drops the databases of runs that are not alive. What the server refuses to drop stays for the next run. */
export async function dropLeftovers(admin: Admin): Promise<void> {
  for (const name of (await leftovers(admin.session)).slice(0, LEFT_MAX)) {
    try {
      await dropDatabase(admin, name);
    } catch (error) {
      if (!isStatementError(error)) throw error;
    }
  }
}

async function leftovers(session: Session): Promise<readonly string[]> {
  const rows = await session.query<{ readonly name: string }>(OURS, [SCRATCH_LIKE]);
  // Asked afterwards: a run has its lock before it has a database.
  const live = await liveRuns(session);
  return rows
    .map(({ name }) => name)
    .filter((name) => {
      const run = runOf(name);
      return run !== undefined && !live.has(run);
    });
}
