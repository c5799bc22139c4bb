// Describes the server and database that a session reached.

import type { Clock } from "../core/world.ts";
import type { Session } from "./session.ts";

export interface ServerDescription {
  /** As the server writes it: `18.4`. */
  readonly version: string;
  /** As `server_version_num` has it: 180004. */
  readonly versionNumber: number;
  /** True on a standby. */
  readonly inRecovery: boolean;
  /** True where transactions start read-only: on a standby, or by default_transaction_read_only. */
  readonly readOnly: boolean;
  readonly database: string;
  /** The role that logged in, and the role whose rights count now. */
  readonly sessionUser: string;
  readonly currentUser: string;
}

const DESCRIBE = `
select
  pg_catalog.current_setting('server_version') as version,
  pg_catalog.current_setting('server_version_num')::int4 as "versionNumber",
  pg_catalog.pg_is_in_recovery() as "inRecovery",
  pg_catalog.current_setting('transaction_read_only') = 'on' as "readOnly",
  pg_catalog.current_database() as database,
  session_user as "sessionUser",
  current_user as "currentUser"
`;

/** What the session is connected to. One round trip. */
export async function describeServer(session: Session): Promise<ServerDescription> {
  const [row] = await session.query<ServerDescription>(DESCRIBE);
  if (row === undefined) throw new Error("a select without a table gave no row");
  return row;
}

/** Only a process that names itself as we do: the number alone may be another's by now. */
const END = `
select pg_catalog.pg_terminate_backend(old.pid) as told
from pg_catalog.pg_stat_activity as old, pg_catalog.pg_stat_activity as own
where old.pid = $1 and own.pid = pg_catalog.pg_backend_pid() and old.pid <> own.pid
  and old.application_name = own.application_name
`;
const END_PASSES_MAX = 300;
const END_EVERY_MS = 100;

/**
 * Ends a session of our own whose connection was lost, and waits until its server process is gone, at most half
 * a minute: it may be in the middle of a statement and not know that nobody listens.
 */
export async function endSession(session: Session, old: Session, clock: Clock): Promise<void> {
  for (let pass = 0; pass < END_PASSES_MAX; pass++) {
    const rows = await session.query(END, [old.backendPid]);
    if (rows.length === 0) return;
    await clock.sleep(END_EVERY_MS);
  }
}
