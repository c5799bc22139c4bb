// Ends server processes of our own that we have lost sight of.

import type { Clock } from "../core/world.ts";
import type { Session } from "./session.ts";

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
