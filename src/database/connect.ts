// Opens sessions: reads the URL, tries TLS as libpq would, and says plainly why it could not.

import type { Client } from "pg";

import { Failure } from "../core/failure.ts";
import { connectFailure } from "./connect-failure.ts";
import { memberOf, wireOf } from "./driver.ts";
import { sessionOver } from "./session.ts";
import type { Session, SessionListeners } from "./session.ts";
import { SQLSTATE } from "./sqlstate.ts";
import { describeUrl, parseUrl } from "./target.ts";
import type { Environment, TargetDescription } from "./target.ts";
import { attemptsFor } from "./tls.ts";

export interface ConnectOptions extends SessionListeners {
  /** What other sessions see in pg_stat_activity; see `applicationName`. */
  readonly applicationName: string;
  /** For PGUSER, PGPASSWORD, PGSSLMODE and so on; the driver reads the process's own as well. */
  readonly env?: Environment;
  /** Milliseconds to wait for a session. Default: connect_timeout of the URL, else 10 s. */
  readonly connectTimeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 10_000;
const KEEPALIVE_IDLE_MS = 10_000;
/** PostgreSQL cuts names at 63 bytes. */
const APPLICATION_NAME_BYTES_MAX = 63;

/** Dates, times and intervals, single and in arrays: JavaScript's Date would lose microseconds and infinity. */
const TYPES_AS_TEXT: readonly number[] = [
  1082, 1083, 1114, 1115, 1182, 1183, 1184, 1185, 1186, 1187, 1266, 1270,
];

/** The name under which our sessions appear: `lockkeeper 1.2.3 <run id>`. */
export const applicationName = (version: string, run: string): string =>
  Buffer.from(`lockkeeper ${version} ${run}`).subarray(0, APPLICATION_NAME_BYTES_MAX).toString();

/**
 * Opens a session. Throws Failure `wrong-use` for text that is no URL, and `connection-failed` with the reason
 * and the next thing to do. No message holds a password.
 */
export async function connect(url: string, options: ConnectOptions): Promise<Session> {
  const env = options.env ?? {};
  const target = describeUrl(url, env);
  const parsed = parseUrl(url);
  if (target.user !== "") parsed.searchParams.set("user", target.user);
  const timeoutMs = options.connectTimeoutMs ?? timeoutFrom(parsed);
  for (const name of ["application_name", "client_encoding", "encoding", "connect_timeout"]) {
    parsed.searchParams.delete(name);
  }
  const attempts = attemptsFor(parsed, target, env);
  for (const [index, attempt] of attempts.entries()) {
    try {
      return await open({ url: attempt, target, timeoutMs }, options);
    } catch (error) {
      const isLast = index === attempts.length - 1;
      if (isLast || !speaksOfTls(error)) throw explained(target, error);
    }
  }
  throw new Failure("unexpected", "There was no way to try a connection.");
}

interface Attempt {
  readonly url: string;
  readonly target: TargetDescription;
  readonly timeoutMs: number;
}

async function open(attempt: Attempt, options: ConnectOptions): Promise<Session> {
  const { Client: DriverClient } = await import("pg");
  const client = new DriverClient({
    connectionString: attempt.url,
    application_name: options.applicationName,
    connectionTimeoutMillis: attempt.timeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_IDLE_MS,
  });
  for (const type of TYPES_AS_TEXT) client.setTypeParser(type, asText);
  const told = listenToParameters(client);
  const ended = listenToErrors(client);
  await start(client);
  const [end] = ended;
  if (end !== undefined) throw end;
  const session = sessionOver(
    { client, serverVersion: versionNumber(told.get("server_version") ?? ""), shown: attempt.target.shown },
    options,
  );
  // Asked for only where it differs: poolers refuse it among the start-up parameters.
  if (told.get("client_encoding") !== "UTF8") await session.run("set client_encoding = 'UTF8'");
  return session;
}

/** The driver leaves a failed start's connection open, and the server then waits a minute for its password. */
async function start(client: Client): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    wireOf(client.connection).stream.destroy();
    throw error;
  }
}

/**
 * A session may be ended with the very packet that says it has begun, before anybody could listen to it: without a
 * listener, Node would end the process.
 */
function listenToErrors(client: Client): readonly Error[] {
  const errors: Error[] = [];
  client.on("error", (error) => errors.push(error));
  return errors;
}

const asText = (value: string): string => value;

/** Collects what the server says of itself while the session starts. */
function listenToParameters(client: Client): ReadonlyMap<string, string> {
  const told = new Map<string, string>();
  wireOf(client.connection).on("parameterStatus", (message) => {
    told.set(memberOf(message, "parameterName"), memberOf(message, "parameterValue"));
  });
  return told;
}

/** `18.4 (Debian …)` as 180004, `9.6.3` as 90603, `19beta1` as 190000; 0 for anything else. */
function versionNumber(text: string): number {
  const [, first = "0", second = "0", third = "0"] = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text) ?? [];
  const major = Number(first);
  return major >= 10
    ? major * 10_000 + Number(second)
    : major * 10_000 + Number(second) * 100 + Number(third);
}

function timeoutFrom(url: URL): number {
  const seconds = Number(url.searchParams.get("connect_timeout"));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : CONNECT_TIMEOUT_MS;
}

/** True where trying again with or without TLS may help. */
function speaksOfTls(error: unknown): boolean {
  const { code, message } = readError(error);
  return code === SQLSTATE.invalidAuthorization || /does not support SSL/.test(message);
}

const explained = (target: TargetDescription, error: unknown): unknown =>
  error instanceof Failure ? error : connectFailure(target, readError(error));

function readError(error: unknown): { readonly code?: string; readonly message: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  return { ...code, message: error.message };
}
