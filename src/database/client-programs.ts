// Finds PostgreSQL's client programs on this machine, and runs them without a secret on any command line.

import { join } from "node:path";

import { redact } from "../core/redact.ts";
import type { RunResult, World } from "../core/world.ts";
import { programsIn, SYSTEM_PARENTS, systemDirectories } from "./embedded/binaries.ts";
import { describeUrl, parseUrl } from "./target.ts";

/** A directory with `pg_dump`, `pg_restore` and `psql` of one version. */
export interface ClientPrograms {
  readonly directory: string;
  /** `15.18`. */
  readonly version: string;
  readonly major: number;
}

export interface ClientRun {
  readonly program: "pg_dump" | "pg_restore" | "psql";
  readonly arguments: readonly string[];
  /** The database to connect to. Its password goes by the environment. */
  readonly url: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** Homebrew has the programs without the server here. */
const CLIENT_PARENTS = [
  ...SYSTEM_PARENTS,
  { parent: "/opt/homebrew/opt", name: /^libpq$/, below: "bin" },
  { parent: "/usr/local/opt", name: /^libpq$/, below: "bin" },
];

/** What libpq and our driver both understand in a URL, besides host, port, user, password and database. */
const PARAMETERS = [
  ...["sslmode", "sslrootcert", "sslcert", "sslkey", "sslnegotiation"],
  ...["connect_timeout", "options", "target_session_attrs"],
];

/** The client programs that are installed here, one of each major version, the oldest first. */
export async function findClientPrograms(world: World): Promise<readonly ClientPrograms[]> {
  const byMajor = new Map<number, ClientPrograms>();
  for (const directory of await systemDirectories(world, CLIENT_PARENTS)) {
    const found = await programsIn(world, directory, ["pg_dump", "pg_restore", "psql"]);
    // The first one stands: PATH, which comes last, may hold a wrapper that chooses a version by itself.
    if (found !== undefined && !byMajor.has(found.major)) byMajor.set(found.major, found);
  }
  return [...byMajor.values()].toSorted((left, right) => left.major - right.major);
}

/** Runs one of the programs on a database. What it says is in English. */
export function runClient(world: World, programs: ClientPrograms, run: ClientRun): Promise<RunResult> {
  const { connection, env } = addressFor(run.url, world.processes.env);
  const args = ["--no-password", `--dbname=${connection}`, ...run.arguments];
  return world.processes.run(join(programs.directory, run.program), args, {
    env: { ...env, LC_ALL: "C" },
    timeoutMs: run.timeoutMs,
    ...(run.signal === undefined ? {} : { signal: run.signal }),
  });
}

const LINES_SHOWN = 8;

/**
 * Runs one of the programs to its end. Gives the last lines of what it said where that is an error, without a secret;
 * undefined where all went well.
 */
export async function complaintOf(
  world: World,
  programs: ClientPrograms,
  run: ClientRun,
): Promise<string | undefined> {
  const { code, stderr } = await runClient(world, programs, run);
  if (code === 0) return undefined;
  const said = redact(stderr).trim().split("\n").slice(-LINES_SHOWN).join("\n  ");
  return `${run.program} ${programs.version} ended with code ${code}:\n  ${said || "It said nothing."}`;
}

/** A database for programs that read libpq's variables. Secrets only go this way. */
export function connectionVariables(
  url: string,
  env: World["processes"]["env"],
): Readonly<Record<string, string>> {
  const { host, port, user, database } = describeUrl(url, env);
  return {
    ...{ PGHOST: host, PGPORT: String(port), PGDATABASE: database },
    ...(user === "" ? {} : { PGUSER: user }),
    ...addressFor(url, env).env,
  };
}

interface Address {
  /** Keywords and values as libpq reads them, without a secret. */
  readonly connection: string;
  readonly env: Readonly<Record<string, string>>;
}

function addressFor(url: string, env: World["processes"]["env"]): Address {
  const parsed = parseUrl(url);
  const { host, port, user, database } = describeUrl(url, env);
  // An address in the environment would win over the host name, and our sessions do not look at it.
  const pairs: [string, string][] = [
    ["host", host],
    ["hostaddr", ""],
    ["port", String(port)],
    ["dbname", database],
  ];
  if (user !== "") pairs.push(["user", user]);
  for (const name of PARAMETERS) {
    const value = parsed.searchParams.get(name);
    if (value !== null) pairs.push([name, value === "no-verify" ? "require" : value]);
  }
  const password = decodeURIComponent(parsed.password) || parsed.searchParams.get("password");
  return {
    connection: pairs.map(([name, value]) => `${name}='${value.replaceAll(/['\\]/g, "\\$&")}'`).join(" "),
    env: password ? { PGPASSWORD: password } : {},
  };
}
