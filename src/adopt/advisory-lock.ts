// The advisory locks that other tools take: tried for once, held while we adopt.

import { Failure } from "../core/failure.ts";
import type { Session } from "../database/database.ts";
import type { HeldLock } from "./tool.ts";

// A key of one bigint shows as its two halves and objsubid 1.
const HOLDER = `
select l.pid, a.usename as "user", nullif(a.application_name, '') as application
from pg_catalog.pg_locks as l
left join pg_catalog.pg_stat_activity as a on a.pid = l.pid
where l.locktype = 'advisory' and l.granted and l.objsubid = 1
  and l.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
  and ((l.classid::int8 << 32) | l.objid::int8) = $1::int8
`;

/** Takes or looks for the lock with this key. Throws Failure `locked` with the holder where somebody has it. */
export async function holdAdvisory(
  session: Session,
  tool: string,
  { key, how }: { readonly key: bigint; readonly how: "take" | "look" },
): Promise<HeldLock> {
  const taken =
    how === "take" &&
    (
      await session.query<{ done: boolean }>("select pg_catalog.pg_try_advisory_lock($1::int8) as done", [
        `${key}`,
      ])
    )[0]?.done === true;
  if (!taken) await refuseHeld(session, tool, key);
  return {
    [Symbol.asyncDispose]: async () => {
      if (taken) await session.query("select pg_catalog.pg_advisory_unlock($1::int8)", [`${key}`]);
    },
  };
}

async function refuseHeld(session: Session, tool: string, key: bigint): Promise<void> {
  const [holder] = await session.query<Holder>(HOLDER, [`${key}`]);
  if (holder !== undefined) throw heldBy(tool, showHolder(holder));
}

/** A session that has the lock, as far as we may see it. */
export interface Holder {
  readonly pid: number;
  readonly user: string | null;
  readonly application: string | null;
}

/** `pid 4711, user app, psql`. */
export const showHolder = ({ pid, user, application }: Holder): string =>
  [`pid ${pid}`, user === null ? "" : `user ${user}`, application ?? ""].filter(Boolean).join(", ");

/** Somebody has the tool's lock. */
export const heldBy = (tool: string, holder: string): Failure =>
  new Failure("locked", `The lock of ${tool} is held: ${holder}.`, {
    hint: `Wait until its run has ended; if it died, free the lock as ${tool} says, and adopt again.`,
  });
