// The PostgreSQL that the runs work on: our own, started for the bench, or one that was named.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { median, round } from "./statistics.ts";

/** A server to measure on. */
export interface Server extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** `15.18`. */
  readonly version: string;
  /** How the server is set up, in words for the report. */
  readonly about: string;
  /** The postmaster, where it is ours. */
  readonly pid: number | undefined;
  /** The URL of a database, over a proxy where its port is given. */
  readonly url: (database: string, port?: number) => string;
  /** Drops and creates a database, sets what is given for it, and writes a checkpoint. */
  readonly recreate: (database: string, settings?: Readonly<Record<string, string>>) => Promise<void>;
}

const BINARIES = "/usr/lib/postgresql";
const START_TRIES_MAX = 100;
const START_PAUSE_MS = 100;
const STOP_MAX_MS = 30_000;
/** PostgreSQL refuses to run as root. Distributions make this user for it. */
const SERVER_USER = "postgres";

/** The folder of PostgreSQL's programs: the newest that the system has, or PG_BIN. */
export function postgresPrograms(): string {
  const named = process.env["PG_BIN"];
  if (named !== undefined) return named;
  const versions = existsSync(BINARIES) ? readdirSync(BINARIES) : [];
  const newest = versions.map(Number).toSorted((a, b) => b - a)[0];
  if (newest === undefined)
    throw new Error(`No PostgreSQL under ${BINARIES}. Set PG_BIN to the folder of initdb and psql.`);
  return join(BINARIES, String(newest), "bin");
}

/** A new server with the defaults of initdb (so with fsync), on 127.0.0.1 alone; gone when disposed of. */
export async function startServer(parent: string = tmpdir()): Promise<Server> {
  const programs = postgresPrograms();
  const folder = mkdtempSync(join(parent, "bench-server-"));
  const owner = ownerOf(folder);
  const data = join(folder, "data");
  const run = { cwd: folder, env: { LC_ALL: "C", PATH: "/usr/bin:/bin" }, ...owner };
  execFileSync(join(programs, "initdb"), ["-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8"], {
    ...run,
    stdio: "ignore",
  });
  const port = await freePort();
  const settings = { listen_addresses: "127.0.0.1", port: String(port), unix_socket_directories: folder };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(programs, "postgres"), ["-D", data, ...flags], { ...run, stdio: "ignore" });
  // However the bench ends, its server ends with it.
  process.once("exit", () => child.kill("SIGINT"));
  const stop = async (): Promise<void> => {
    const gone = once(child, "exit", { signal: AbortSignal.timeout(STOP_MAX_MS) });
    child.kill("SIGINT");
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  const url = (database: string, at = port): string =>
    `postgres://bench@127.0.0.1:${at}/${database}?sslmode=disable`;
  await untilReady(url("postgres"));
  return serverAt({ url, port, pid: child.pid, about: "own server, initdb defaults (fsync on)", stop });
}

/** A server that runs already; its user must be a superuser. */
export function joinServer(text: string): Promise<Server> {
  const base = new URL(text);
  const own = Number(base.port || "5432");
  const url = (database: string, port = own): string => {
    const made = new URL(base);
    made.pathname = `/${database}`;
    if (port !== own) [made.hostname, made.port] = ["127.0.0.1", String(port)];
    return made.href;
  };
  return serverAt({
    url,
    port: own,
    pid: undefined,
    about: "a server of the user's",
    stop: () => Promise.resolve(),
  });
}

interface Place extends Pick<Server, "url" | "port" | "pid" | "about"> {
  readonly stop: () => Promise<void>;
}

async function serverAt({ stop, ...place }: Place): Promise<Server> {
  const maintenance = place.url(new URL(place.url("postgres")).pathname.slice(1));
  const [row] = await query(maintenance, "show server_version");
  return {
    ...place,
    host: new URL(maintenance).hostname,
    version: String(row?.["server_version"]).split(" ")[0] ?? "",
    recreate: async (database, settings = {}) => {
      const sets = Object.entries(settings).map(
        ([name, value]) => `alter database ${database} set ${name} = '${value}'`,
      );
      const steps = [
        `drop database if exists ${database} with (force)`,
        `create database ${database}`,
        ...sets,
        "checkpoint",
      ];
      for (const step of steps) await query(maintenance, step);
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** The rows of one query on a connection of its own. */
export async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query<Record<string, unknown>>(text);
    return result.rows;
  } finally {
    await client.end();
  }
}

/** Median milliseconds of one `text` over an open connection. */
export async function medianOfQuery(url: string, text: string, times: number): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const taken: number[] = [];
    for (let turn = 0; turn < times; turn += 1) {
      const begin = performance.now();
      await client.query(text);
      taken.push(performance.now() - begin);
    }
    return round(median(taken));
  } finally {
    await client.end();
  }
}

/** Who the server runs as: SERVER_USER where we are root, and then the folder is theirs; ourselves otherwise. */
function ownerOf(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const [, , uid, gid] =
    readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .map((line) => line.split(":"))
      .find(([name]) => name === SERVER_USER) ?? [];
  if (uid === undefined || gid === undefined)
    throw new Error(`There is no user ${SERVER_USER} to run PostgreSQL as.`);
  chownSync(folder, Number(uid), Number(gid));
  chmodSync(folder, 0o755);
  return { uid: Number(uid), gid: Number(gid) };
}

async function untilReady(url: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await query(url, "select 1");
      return;
    } catch (error) {
      if (attempt === START_TRIES_MAX) throw error;
      await new Promise((resolve) => setTimeout(resolve, START_PAUSE_MS));
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}
