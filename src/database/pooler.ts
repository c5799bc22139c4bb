// Finds out whether a pooler changes the server process between two statements of one session.

import type { Session } from "./session.ts";

/** Enough to meet another server process in a pool that is in use; a quiet pool may hide it. */
const LOOKS = 4;

/** True when every look, each a statement of its own, meets one server process, and that process holds the lock. */
export async function holdsThroughout(
  session: Session,
  holder: () => Promise<{ readonly pid: number } | undefined>,
): Promise<boolean> {
  const pids = new Set<number | undefined>();
  for (let look = 0; look < LOOKS; look++) {
    const [own] = await session.query<{ readonly pid: number }>("select pg_catalog.pg_backend_pid() as pid");
    pids.add(own?.pid);
    pids.add((await holder())?.pid);
    // One process known by its own name from the start: nothing stands between.
    if (pids.size === 1 && pids.has(session.backendPid)) return true;
  }
  return pids.size === 1 && !pids.has(undefined);
}
