// Brings a session back to a known state after a migration may have altered it.

import type { PipelineRequest } from "./pipeline.ts";
import type { Session } from "./session.ts";

/** Times in milliseconds; 0 means no limit, and so does a limit that is left out. */
export interface SessionLimits {
  readonly lockTimeoutMs?: number;
  readonly statementTimeoutMs?: number;
  readonly idleInTransactionTimeoutMs?: number;
}

export interface SessionSettings extends SessionLimits {
  /** SET ROLE to this; the role that connected where it is left out. */
  readonly role?: string;
  /** As SET search_path reads it; the server's own for this role and database where it is left out. */
  readonly searchPath?: string;
  /** True where commits may return before they are on disk: a later commit that does not flushes them too. */
  readonly asynchronousCommit?: boolean;
}

const VERSION_WITH_TRANSACTION_TIMEOUT = 170_000;

/** From this version on a backend can notice that its client has gone while a statement runs. */
const VERSION_WITH_CONNECTION_CHECK = 140_000;
const CONNECTION_CHECK_MS = 2_000;

/**
 * Resets role and settings and sets ours. Keeps advisory locks, temporary tables and prepared statements, which
 * DISCARD ALL would drop. Must not be called inside a transaction: a rollback would bring the old state back.
 */
export async function resetSession(session: Session, settings: SessionSettings): Promise<void> {
  const { error } = await session.pipeline(resetRequests(session, settings));
  if (error !== undefined) throw error;
}

/** What `resetSession` sends, to travel with other statements. */
export function resetRequests(session: Session, settings: SessionSettings): readonly PipelineRequest[] {
  return [
    { text: "reset session authorization" },
    { text: "reset role" },
    { text: "reset all" },
    setConfig(settingsOf(session, settings), "session"),
  ];
}

/**
 * The same settings for one transaction only, sent after its BEGIN: behind a pooler the session is somebody
 * else's after the commit, and must not keep anything of ours.
 */
export const localRequest = (session: Session, settings: SessionSettings): PipelineRequest =>
  setConfig(settingsOf(session, settings), "transaction");

/** Limits for one transaction only, sent after its BEGIN. */
export const localLimits = (session: Session, limits: SessionLimits): PipelineRequest =>
  setConfig(limitsOf(session, limits), "transaction");

/** Sets the limits that statements run under from now on, inside or outside a transaction. */
export async function setLimits(session: Session, limits: SessionLimits): Promise<void> {
  const { text, values } = setConfig(limitsOf(session, limits), "session");
  await session.query(text, values);
}

const settingsOf = (session: Session, settings: SessionSettings): Readonly<Record<string, string>> => ({
  client_encoding: "UTF8",
  standard_conforming_strings: "on",
  ...limitsOf(session, settings),
  ...(session.serverVersion >= VERSION_WITH_CONNECTION_CHECK
    ? { client_connection_check_interval: String(CONNECTION_CHECK_MS) }
    : {}),
  ...(settings.searchPath === undefined ? {} : { search_path: settings.searchPath }),
  ...(settings.asynchronousCommit === true ? { synchronous_commit: "off" } : {}),
  // Last: another role may not be allowed to set what comes before it.
  ...(settings.role === undefined ? {} : { role: settings.role }),
});

/** Every limit is said, so that none from ALTER ROLE or ALTER DATABASE ends a long index build. */
function limitsOf(session: Session, limits: SessionLimits): Readonly<Record<string, string>> {
  return {
    lock_timeout: String(limits.lockTimeoutMs ?? 0),
    statement_timeout: String(limits.statementTimeoutMs ?? 0),
    idle_in_transaction_session_timeout: String(limits.idleInTransactionTimeoutMs ?? 0),
    ...(session.serverVersion >= VERSION_WITH_TRANSACTION_TIMEOUT ? { transaction_timeout: "0" } : {}),
  };
}

function setConfig(
  settings: Readonly<Record<string, string>>,
  lasting: "session" | "transaction",
): PipelineRequest {
  const pairs = Object.entries(settings);
  const local = String(lasting === "transaction");
  const calls = pairs.map(
    (_, index) => `pg_catalog.set_config($${index * 2 + 1}, $${index * 2 + 2}, ${local})`,
  );
  return { text: `select ${calls.join(", ")}`, values: pairs.flat() };
}
