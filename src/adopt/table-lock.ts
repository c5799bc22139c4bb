// The lock of tools that shut their own table while they run: one that waits for us, and that we do not wait for.

import { isStatementError, SQLSTATE, type Session } from "../database/database.ts";
import { heldBy, showHolder, type Holder } from "./advisory-lock.ts";
import type { FoundTable } from "./tool.ts";

const HOLDER = `
select l.pid, a.usename as "user", nullif(a.application_name, '') as application
from pg_catalog.pg_locks as l
left join pg_catalog.pg_stat_activity as a on a.pid = l.pid
where l.relation = $1::regclass and l.mode = 'AccessExclusiveLock' and l.granted
`;

/**
 * Keeps everybody from shutting the table until the session, which does nothing else, is closed; whoever only reads or
 * writes it goes on. Throws Failure `locked` with the holder where the table is shut.
 */
export async function holdTable(session: Session, tool: string, { quoted }: FoundTable): Promise<void> {
  // A replay may take longer than the server lets a transaction be idle.
  await session.run("begin; set local idle_in_transaction_session_timeout = 0");
  try {
    await session.run(`lock table ${quoted} in access share mode nowait`);
  } catch (error) {
    if (!isStatementError(error) || error.sqlstate !== SQLSTATE.lockNotAvailable) throw error;
    await session.run("rollback");
    const [holder] = await session.query<Holder>(HOLDER, [quoted]);
    throw heldBy(tool, holder === undefined ? "by somebody who has just gone" : showHolder(holder));
  }
}
