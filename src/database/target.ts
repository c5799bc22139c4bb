// Reads database URLs: what they point to, and how people may be shown that.

import { Failure } from "../core/failure.ts";
import { redact } from "../core/redact.ts";

export interface TargetDescription {
  /** A host name, an address, or the directory of a socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** For people and logs: never holds a password. */
  readonly shown: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const PORT_DEFAULT = 5432;
const EXAMPLE = "postgres://user@host:5432/database";

/**
 * Where a URL leads, with what it leaves out taken from PGHOST, PGPORT, PGDATABASE and PGUSER as libpq does.
 * Throws Failure `wrong-use` for text that is no PostgreSQL URL.
 */
export function describeUrl(url: string, env: Environment = {}): TargetDescription {
  const parsed = parseUrl(url);
  const given = parsed.searchParams;
  const named = given.get("host") || decoded(parsed.hostname) || env["PGHOST"] || "localhost";
  const host = named.replace(/^\[(.+)\]$/, "$1");
  const port = Number(given.get("port") || parsed.port || env["PGPORT"] || PORT_DEFAULT);
  const user = given.get("user") || decoded(parsed.username) || env["PGUSER"] || env["USER"] || "";
  const database = decoded(parsed.pathname.slice(1)) || env["PGDATABASE"] || user;
  const owner = user === "" ? "" : `${encodeURIComponent(user)}@`;
  const shown = host.startsWith("/")
    ? `postgres://${owner}/${encodeURIComponent(database)}?host=${host}&port=${port}`
    : `postgres://${owner}${host.includes(":") ? `[${host}]` : host}:${port}/${encodeURIComponent(database)}`;
  return { host, port, database, user, shown };
}

/** The address of another database on the same server. */
export function siblingUrl(url: string, database: string): string {
  const parsed = parseUrl(url);
  parsed.pathname = `/${encodeURIComponent(database)}`;
  return parsed.href;
}

/** The URL taken apart. Throws Failure `wrong-use` with the reason; no message repeats a password. */
export function parseUrl(url: string): URL {
  const text = url.trim();
  if (!/^postgres(?:ql)?:\/\//i.test(text)) throw notUrl(text);
  // libpq takes a user without a host (`user@/name`); the platform's parser does not.
  const repaired = text.replace(/^([^?]*@)(?=\/|$)/, "$1localhost");
  try {
    const parsed = new URL(repaired);
    decoded(parsed.password);
    return parsed;
  } catch {
    throw malformed(text);
  }
}

function notUrl(text: string): Failure {
  const keywords = /^\s*\w+\s*=/.test(text);
  const what = keywords
    ? "The database was given as keywords (host=… dbname=…); lockkeeper takes a URL."
    : "The database URL does not start with postgres:// or postgresql://.";
  return new Failure("wrong-use", what, { hint: `Write it like this: --database-url ${EXAMPLE}` });
}

function malformed(text: string): Failure {
  if (/^[^/]+:\/\/[^/?]*,/.test(text)) {
    return new Failure("wrong-use", "The database URL names several hosts.", {
      hint: "Changes must reach the primary: give the URL of that one server.",
    });
  }
  return new Failure(
    "wrong-use",
    `The database URL cannot be read: ${redact(text).replace(/:[^:@/]*@/, ":***@")}`,
    {
      hint: `It looks like ${EXAMPLE}. Write / # ? % and spaces in a password as %2F %23 %3F %25 %20.`,
    },
  );
}

const decoded = (text: string): string => decodeURIComponent(text);
