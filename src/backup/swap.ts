// Gives a database the place of another one, which stays under another name.

import { quoteName } from "../core/name.ts";
import type { Clock } from "../core/world.ts";
import type { Session } from "../database/database.ts";

export interface Swap {
  /** The name that is to be taken. */
  readonly target: string;
  /** Who takes it. */
  readonly restored: string;
  /** What the one that had it is called then. */
  readonly aside: string;
}

const OTHERS = `
select pg_catalog.pg_terminate_backend(pid) from pg_catalog.pg_stat_activity
where datname = any ($1::text[]) and pid <> pg_catalog.pg_backend_pid()`;

const TRIES_MAX = 50;
const PAUSE_MS = 100;

/** Keeps newcomers out, ends those who are there, and gives both their new names in one transaction. */
export async function swapNames(
  admin: Session,
  { target, restored, aside }: Swap,
  clock: Clock,
): Promise<void> {
  const renames =
    `alter database ${quoteName(target)} rename to ${quoteName(aside)}; ` +
    `alter database ${quoteName(restored)} rename to ${quoteName(target)}`;
  await admin.run(`alter database ${quoteName(target)} with allow_connections false`);
  let current = target;
  try {
    // Bound: a session that was ended takes a moment to go.
    for (let tryNumber = 1; ; tryNumber += 1) {
      await admin.query(OTHERS, [[target, restored]]);
      try {
        await admin.run(renames);
        current = aside;
        return;
      } catch (error) {
        if (tryNumber >= TRIES_MAX) throw error;
        await clock.sleep(PAUSE_MS);
      }
    }
  } finally {
    await admin.run(`alter database ${quoteName(current)} with allow_connections true`);
  }
}
