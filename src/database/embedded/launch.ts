// Starts the server process of a cluster and ends it.

import { randomBytes } from "node:crypto";
import { join } from "node:path";

import { Failure } from "../../core/failure.ts";
import type { World } from "../../core/world.ts";
import type { Binaries } from "./binaries.ts";
import { SETTINGS_FILE } from "./cluster.ts";
import { dataOf, giveAway, logOf, makePrivate } from "./place.ts";
import type { Place } from "./place.ts";
import { CLUSTER_NAME, disownStalePidFile, isRunning, readPostmaster } from "./postmaster.ts";
import type { Postmaster } from "./postmaster.ts";

export interface LaunchOptions {
  readonly binaries: Binaries;
  /** Taken when it is free, so that URLs stay good from run to run. */
  readonly port?: number;
  /** Server settings, for tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

const TRIES_MAX = 20;
const TRY_PAUSE_MS = 500;
const START_TIMEOUT_S = 60;
/** pg_ctl's own bound and some time to spare. */
const START_TIMEOUT_MS = (START_TIMEOUT_S + 10) * 1000;
const STOP_FAST_MS = 30_000;
const STOP_IMMEDIATE_MS = 10_000;
const STOP_POLL_MS = 25;
const LOG_LINES_SHOWN = 6;
/** A socket's path ends at 107 bytes on Linux and 103 on macOS; its own name takes up to 20. */
const SOCKET_DIRECTORY_BYTES_MAX = 80;

/** Starts the server and waits until it takes connections. Throws Failure `server-unavailable` with its log. */
export async function launch(world: World, place: Place, options: LaunchOptions): Promise<Postmaster> {
  const present = await settled(world, place);
  if (present !== undefined) return present;
  const sockets = await makeSocketDirectory(world, place);
  await disownStalePidFile(world, place);
  let port = options.port ?? (await world.processes.freePort());
  for (let tried = 1; ; tried++) {
    await writeSettings(world, place, { ...options.settings, unix_socket_directories: sockets });
    const said = await startOnce(world, place, { ...options, port });
    const started = await readPostmaster(world, dataOf(place));
    if (started?.status === "ready") return started;
    const log = (await readLog(world, place)) || said;
    const portTaken = /Address already in use|could not bind/.test(log);
    const childrenLeft = /pre-existing shared memory block|is still in use/.test(log);
    if (tried >= TRIES_MAX || !(portTaken || childrenLeft)) throw notStarted(place, log);
    if (portTaken) port = await world.processes.freePort();
    else await world.clock.sleep(TRY_PAUSE_MS);
  }
}

/** A server that is just starting, recovering or stopping is waited for; undefined when none is left. */
async function settled(world: World, place: Place): Promise<Postmaster | undefined> {
  const deadlineMs = world.clock.monotonicMs() + START_TIMEOUT_MS;
  for (;;) {
    const postmaster = await readPostmaster(world, dataOf(place));
    if (postmaster === undefined || postmaster.status === "ready") return postmaster;
    if (world.clock.monotonicMs() > deadlineMs) throw notStarted(place, await readLog(world, place));
    await world.clock.sleep(STOP_POLL_MS);
  }
}

/** Stops a server: at once for its clients, then without its leave. Throws Failure when it will not end. */
export async function halt(world: World, place: Pick<Place, "home">, postmaster: Postmaster): Promise<void> {
  await signal(world, postmaster.pid, "SIGINT");
  if (await isGone(world, postmaster, STOP_FAST_MS)) return;
  await signal(world, postmaster.pid, "SIGQUIT");
  if (await isGone(world, postmaster, STOP_IMMEDIATE_MS)) return;
  throw new Failure("server-unavailable", `The embedded server (process ${postmaster.pid}) does not stop.`, {
    hint: `Look into ${logOf(place)}.`,
  });
}

async function signal(world: World, pid: number, name: "SIGINT" | "SIGQUIT"): Promise<void> {
  try {
    world.processes.kill(pid, name);
  } catch (error) {
    throw new Failure("server-unavailable", `The embedded server (process ${pid}) belongs to another user.`, {
      hint: "Run the command as the user who started it, or as root.",
      cause: error,
    });
  }
}

/** The process itself must be gone: it removes its pid file a little earlier. */
async function isGone(world: World, postmaster: Postmaster, waitMs: number): Promise<boolean> {
  const deadlineMs = world.clock.monotonicMs() + waitMs;
  while (await isRunning(world, postmaster)) {
    if (world.clock.monotonicMs() > deadlineMs) return false;
    await world.clock.sleep(STOP_POLL_MS);
  }
  return true;
}

/** Old sockets go first: their lock files name processes that may be somebody else's by now. */
async function makeSocketDirectory(world: World, place: Place): Promise<string> {
  const near = join(place.home, "sockets");
  await world.files.remove(near);
  const isShort = Buffer.byteLength(near) <= SOCKET_DIRECTORY_BYTES_MAX;
  // Unguessable, so that nobody can have made it before us.
  const directory = isShort ? near : join("/tmp", `lockkeeper-${randomBytes(8).toString("hex")}`);
  await makePrivate(world, place, directory);
  return directory;
}

async function writeSettings(
  world: World,
  place: Place,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  // A statement that failed may have a password in it, and so may what it says of itself.
  const quiet = { log_min_error_statement: "panic", log_error_verbosity: "terse" };
  const ours = {
    ...{ listen_addresses: "127.0.0.1", password_encryption: "scram-sha-256" },
    ...quiet,
    ...settings,
  };
  const lines = Object.entries(ours).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`);
  const path = join(dataOf(place), SETTINGS_FILE);
  await world.files.write(path, `# Written by lockkeeper at every start.\n${lines.join("")}`, 0o600);
  await giveAway(world, place, path);
}

async function startOnce(world: World, place: Place, { binaries, port }: LaunchOptions): Promise<string> {
  await world.files.remove(logOf(place));
  await world.files.write(logOf(place), "", 0o600);
  await giveAway(world, place, logOf(place));
  // pg_ctl hands these to a shell: nothing in them needs quoting. The paths go by environment and directory.
  const options = `-c cluster_name=${CLUSTER_NAME} -c port=${port}`;
  const args = [
    "start",
    "--wait",
    "--timeout",
    String(START_TIMEOUT_S),
    "--log",
    "server.log",
    "--options",
    options,
  ];
  const result = await world.processes.run(join(binaries.directory, "pg_ctl"), args, {
    cwd: place.home,
    env: { PGDATA: dataOf(place), LC_ALL: "C" },
    timeoutMs: START_TIMEOUT_MS,
    ...place.runAs,
  });
  return `${result.stderr}${result.stdout}`.trim();
}

async function readLog(world: World, place: Place): Promise<string> {
  return new TextDecoder().decode(await world.files.read(logOf(place))).trim();
}

function notStarted(place: Place, log: string): Failure {
  const last = log.split("\n").slice(-LOG_LINES_SHOWN).join("\n  ");
  return new Failure("server-unavailable", `The embedded server did not start:\n  ${last}`, {
    hint: `Its whole log is ${logOf(place)}. To begin anew without the data: lockkeeper db reset.`,
  });
}
