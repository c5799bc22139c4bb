// Scratch databases: made on a scratch server for one run, and dropped with it however it ends.

import { Failure } from "../../core/failure.ts";
import { quoteName } from "../../core/name.ts";
import type { Clock } from "../../core/world.ts";
import {
  describeUrl,
  isStatementError,
  siblingUrl,
  SQLSTATE,
  type Session,
} from "../../database/database.ts";
import { dropDatabase, dropLeftovers, type Admin } from "./drop.ts";
import { runOf, scratchName } from "./name.ts";
import { beginRun, liveRuns, throughGate } from "./ownership.ts";
import { dropRoles } from "./roles.ts";

/** A server on which a run may make databases. */
export interface ScratchServer {
  /** A role that may create databases, on any database that is there. */
  readonly url: string;
  /** As `server_version_num` has it: 180004 is 18.4. */
  readonly version: number;
  /** `url` is somebody else's server: nothing but our own databases is touched there. */
  readonly kind: "embedded" | "system" | "url";
}

/** The major version in a `server_version_num`. */
export const majorOf = (version: number): number => Math.floor(version / 10_000);

export interface ScratchOptions {
  readonly clock: Clock;
  /** Opens a session on one of the server's databases. */
  readonly open: (url: string) => Promise<Session>;
  /** Ends the making of a database; the caller's way out then drops them all. */
  readonly signal: AbortSignal;
}

/** The databases of one run. For one user at a time. Leaving its scope drops them all. */
export interface ScratchDatabases extends AsyncDisposable {
  /** Makes an empty database in UTF-8 and gives its URL. `owner` is a role that the server has. */
  create(owner?: string): Promise<string>;
  /** Makes a copy of one of them, with the same owner. Whoever is still connected to that one is thrown out. */
  copy(url: string): Promise<string>;
  /** Drops one of them, with whoever is connected to it. */
  drop(url: string): Promise<void>;
}

const EMPTY_PASSES_MAX = 100;
const EMPTY_EVERY_MS = 20;

const READINESS = `
select pg_catalog.pg_backend_pid() <> $1 as pooled, pg_catalog.pg_is_in_recovery() as standby,
  current_user as role, (rolcreatedb or rolsuper) as "mayCreate"
from pg_catalog.pg_roles where rolname = current_user
`;

const END_SESSIONS = `
select pg_catalog.pg_terminate_backend(pid) from pg_catalog.pg_stat_activity
where datname = $1 and backend_type = 'client backend'
`;

const OWNER =
  "select pg_catalog.pg_get_userbyid(datdba) as owner from pg_catalog.pg_database where datname = $1";

/**
 * Begins a run on a scratch server, after dropping what runs that are dead left there: databases, and roles where the
 * server is our own. Throws Failure `server-refused` where the role may not create databases, `needs-session` behind a
 * pooler, and `server-unavailable` on a standby.
 */
export async function openScratch(server: ScratchServer, options: ScratchOptions): Promise<ScratchDatabases> {
  const { url } = server;
  await using opening = new AsyncDisposableStack();
  const session = opening.use(await options.open(url));
  await makeReady(session, url);
  const admin: Admin = { session, url, open: options.open };
  const run = await throughGate(session, async (alone) => {
    const own = await beginRun(session);
    if (alone) await clearAway(admin, server);
    return own;
  });
  opening.move();
  return databasesOf(run, admin, options);
}

async function makeReady(session: Session, url: string): Promise<void> {
  const [found] = await session.query<Readiness>(READINESS, [session.backendPid]);
  if (found !== undefined) refuseUnready(found, url);
  await session.run("set statement_timeout = 0");
  // The lock of the run must last as long as the run, which may leave this session idle for hours.
  await session.run(
    "select set_config(name, '0', false) from pg_settings where name = 'idle_session_timeout'",
  );
}

interface Readiness {
  readonly pooled: boolean;
  readonly standby: boolean;
  readonly role: string;
  readonly mayCreate: boolean;
}

function refuseUnready({ pooled, standby, role, mayCreate }: Readiness, url: string): void {
  const { shown } = describeUrl(url);
  if (pooled) {
    throw new Failure("needs-session", `Between us and the scratch server ${shown} is a pooler.`, {
      hint: "Give --scratch-url the address of the server itself.",
    });
  }
  if (standby) {
    throw new Failure(
      "server-unavailable",
      `The scratch server ${shown} is a standby: it takes no databases.`,
      {
        hint: "Give --scratch-url another server, or leave it out to rehearse on a server of this machine.",
      },
    );
  }
  if (mayCreate) return;
  throw new Failure("server-refused", `The role ${role} may not create databases on ${shown}.`, {
    hint: `Allow it (alter role ${quoteName(role)} createdb), or leave --scratch-url out to rehearse on this machine.`,
  });
}

/** Roles belong to the whole server: only while nobody else is at work can they be told from those in use. */
async function clearAway(admin: Admin, { kind }: ScratchServer): Promise<void> {
  await dropLeftovers(admin);
  if (kind !== "url" && (await liveRuns(admin.session)).size === 1) await dropRoles(admin.session);
}

function databasesOf(run: number, admin: Admin, options: ScratchOptions): ScratchDatabases {
  const { session, url, open } = admin;
  const standing = new Set<string>();
  let count = 0;
  const make = async (words: string): Promise<string> => {
    const name = scratchName(run, ++count);
    standing.add(name);
    await interruptible(session, options.signal, () =>
      session.run(`create database ${quoteName(name)} ${words}`),
    );
    await hurry(session, name);
    return siblingUrl(url, name);
  };
  return {
    create: (owner) => make(`template template0 encoding 'UTF8'${ownedBy(owner)}`),
    copy: async (original) => {
      const name = ownName(original, run);
      const [found] = await session.query<{ readonly owner: string }>(OWNER, [name]);
      await throwOut(session, name, options.clock);
      return make(`template ${quoteName(name)}${ownedBy(found?.owner)}`);
    },
    drop: async (dropped) => {
      const name = ownName(dropped, run);
      await dropDatabase(admin, name);
      standing.delete(name);
    },
    [Symbol.asyncDispose]: async () => {
      await using _own = session;
      await dropAll(admin, standing);
      if (session.lost() === undefined) return;
      const again = await open(url).catch(() => undefined);
      if (again === undefined) return;
      await using _again = again;
      await dropAll({ ...admin, session: again }, standing);
    },
  };
}

/** Nobody misses a scratch database after a crash, so its commits need not wait for the disk. */
async function hurry(session: Session, name: string): Promise<void> {
  try {
    await session.run(`alter database ${quoteName(name)} set synchronous_commit = off`);
  } catch (error) {
    // It belongs to another role, as the target's own does, and we are no superuser: then it is slower.
    if (!(isStatementError(error) && error.sqlstate === SQLSTATE.insufficientPrivilege)) throw error;
  }
}

/** What cannot be dropped now is dropped by the next run, and must not hide how this one ended. */
async function dropAll(admin: Admin, standing: Set<string>): Promise<void> {
  for (const name of standing) {
    if (admin.session.lost() !== undefined) return;
    await dropDatabase(admin, name).then(
      () => standing.delete(name),
      () => undefined,
    );
  }
}

const ownedBy = (owner: string | undefined): string =>
  owner === undefined ? "" : ` owner ${quoteName(owner)}`;

/** The name of a database of this run. Nothing else is ever copied or dropped. */
function ownName(url: string, run: number): string {
  const { database } = describeUrl(url);
  if (runOf(database) === run) return database;
  throw new Failure("unexpected", `${database} is not a scratch database of this run.`);
}

/** PostgreSQL copies no database that somebody is connected to. A session that was closed takes a moment to go. */
async function throwOut(session: Session, name: string, clock: Clock): Promise<void> {
  for (let pass = 0; pass < EMPTY_PASSES_MAX; pass++) {
    const there = await session.query(END_SESSIONS, [name]);
    if (there.length === 0) return;
    await clock.sleep(EMPTY_EVERY_MS);
  }
}

/** Runs one statement that the signal cancels. Throws Failure `interrupted` then. */
async function interruptible(
  session: Session,
  signal: AbortSignal,
  work: () => Promise<unknown>,
): Promise<void> {
  let cancelling: Promise<void> | undefined;
  const cancel = (): void => void (cancelling = session.cancel());
  try {
    signal.throwIfAborted();
    signal.addEventListener("abort", cancel, { once: true });
    await work();
  } catch (cause) {
    if (!signal.aborted) throw cause;
    throw new Failure("interrupted", "Interrupted while making a scratch database.", { cause });
  } finally {
    signal.removeEventListener("abort", cancel);
    await cancelling;
  }
}
