// The embedded server: a real PostgreSQL that the tool starts by itself, keeps between runs, stops and clears away.

import { Failure } from "../../core/failure.ts";
import type { World } from "../../core/world.ts";
import { findBinaries, noBinaries } from "./binaries.ts";
import type { Binaries } from "./binaries.ts";
import { clusterMajor, DATABASE, makeCluster, SUPERUSER } from "./cluster.ts";
import { halt, launch } from "./launch.ts";
import { makeRunnable } from "./libraries.ts";
import { choosePlace, dataOf, serverUser } from "./place.ts";
import type { Place } from "./place.ts";
import { readPostmaster } from "./postmaster.ts";
import type { Postmaster } from "./postmaster.ts";
import { takeStartLock } from "./start-lock.ts";
import { readPassword, readState, writeState } from "./state.ts";

export interface EmbeddedOptions {
  /** Where the server's files go; absolute. One server per directory. */
  readonly dataDirectory: string;
  /** `auto` (the npm package, else the system's), `embedded`, `system`, or a directory of binaries. */
  readonly server?: string;
  readonly onProgress?: (message: string) => void;
  /** Server settings, such as `fsync: "off"` in tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedServer {
  /** With the password: for programs, not for people's eyes. */
  readonly url: string;
  readonly port: number;
  readonly socketDirectory: string;
  readonly pid: number;
  readonly version: string;
  /** Where the files are: not always `dataDirectory`, see `choosePlace`. */
  readonly home: string;
  /** False when it ran already. */
  readonly started: boolean;
}

/**
 * Makes sure that the server runs: finds binaries, makes the cluster at the first time, starts it. It goes on
 * running after this process. Throws Failure `server-unavailable`, which says what is in the way.
 */
export async function startEmbedded(world: World, options: EmbeddedOptions): Promise<EmbeddedServer> {
  if (world.processes.platform === "win32") throw notOnWindows();
  const running = await embeddedStatus(world, options.dataDirectory);
  if (running !== undefined) return running;
  try {
    return await startUnderLock(world, options);
  } catch (error) {
    throw error instanceof Failure ? error : inTheWay(options.dataDirectory, error);
  }
}

/** The server if it runs and takes connections. Looks at files only. */
export async function embeddedStatus(
  world: World,
  dataDirectory: string,
): Promise<EmbeddedServer | undefined> {
  const state = await readState(world, dataDirectory);
  if (state === undefined) return undefined;
  const postmaster = await readPostmaster(world, dataOf(state));
  if (postmaster?.status !== "ready") return undefined;
  const password = await readPassword(world, dataDirectory);
  return describe(postmaster, { home: state.home, version: state.version, password, started: false });
}

/** Stops the server; true when it ran. Its data stays. */
export async function stopEmbedded(world: World, dataDirectory: string): Promise<boolean> {
  const home = (await readState(world, dataDirectory))?.home ?? dataDirectory;
  const postmaster = await readPostmaster(world, dataOf({ home }));
  if (postmaster === undefined) return false;
  await halt(world, { home }, postmaster);
  // Sockets of a long path stand apart from the home.
  if (postmaster.socketDirectory !== "") await world.files.remove(postmaster.socketDirectory);
  return true;
}

/** Stops the server and removes its data for good. */
export async function resetEmbedded(world: World, dataDirectory: string): Promise<void> {
  const home = (await readState(world, dataDirectory))?.home ?? dataDirectory;
  await stopEmbedded(world, dataDirectory);
  await world.files.remove(home);
  await world.files.remove(dataDirectory);
}

async function startUnderLock(world: World, options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { dataDirectory, onProgress = () => undefined } = options;
  const state = await readState(world, dataDirectory);
  const runAs = world.processes.uid === 0 ? (state?.runAs ?? (await serverUser(world))) : undefined;
  const place = await choosePlace(world, dataDirectory, runAs);
  await using _lock = await takeStartLock(world, dataDirectory, {
    onWaiting: (pid) => onProgress(`Waiting for process ${pid}, which is starting the same server.`),
  });
  await world.files.writeNew(`${dataDirectory}/.gitignore`, "*\n");
  const password = await readPassword(world, dataDirectory);
  const before = await readPostmaster(world, dataOf(place));
  const binaries = await chooseBinaries(world, place, options);
  if (before === undefined) {
    if (place.home !== dataDirectory) onProgress(`The database's files go to ${place.home}.`);
    await prepareCluster(world, place, { binaries, password, options });
  }
  const port = state?.port === undefined ? {} : { port: state.port };
  const settings = options.settings === undefined ? {} : { settings: options.settings };
  const postmaster = await launch(world, place, { binaries, ...port, ...settings });
  const version = binaries.version;
  await writeState(world, dataDirectory, {
    home: place.home,
    port: postmaster.port,
    version,
    binaries: binaries.directory,
    ...(runAs === undefined ? {} : { runAs }),
  });
  return describe(postmaster, {
    home: place.home,
    version,
    password,
    started: postmaster.pid !== before?.pid,
  });
}

async function chooseBinaries(world: World, place: Place, options: EmbeddedOptions): Promise<Binaries> {
  const server = options.server ?? "auto";
  const near = [import.meta.dirname, options.dataDirectory, world.processes.cwd];
  const found = await findBinaries(world, server, near);
  const major = await clusterMajor(world, place);
  const chosen = major === undefined ? found[0] : found.find((binaries) => binaries.major === major);
  if (chosen !== undefined) return await makeRunnable(world, chosen, place);
  const [best] = found;
  if (best === undefined || major === undefined) throw noBinaries(server);
  throw new Failure(
    "server-unavailable",
    `The data in ${place.home} was made by PostgreSQL ${major}; the server found here is ${best.version}.`,
    {
      hint: `Use PostgreSQL ${major} (--server DIRECTORY), or begin anew without the data: lockkeeper db reset.`,
    },
  );
}

interface Preparation {
  readonly binaries: Binaries;
  readonly password: string;
  readonly options: EmbeddedOptions;
}

async function prepareCluster(world: World, place: Place, preparation: Preparation): Promise<void> {
  const { binaries, password, options } = preparation;
  if ((await clusterMajor(world, place)) === undefined) {
    options.onProgress?.(`Making a PostgreSQL ${binaries.version} database for this project (once).`);
    await makeCluster(world, place, { binaries, password, durable: options.settings?.["fsync"] !== "off" });
  }
  options.onProgress?.(`Starting PostgreSQL ${binaries.version}.`);
}

interface Known {
  readonly home: string;
  readonly version: string;
  readonly password: string;
  readonly started: boolean;
}

const describe = (postmaster: Postmaster, { password, ...known }: Known): EmbeddedServer => ({
  url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${postmaster.port}/${DATABASE}`,
  port: postmaster.port,
  socketDirectory: postmaster.socketDirectory,
  pid: postmaster.pid,
  ...known,
});

const notOnWindows = (): Failure =>
  new Failure("server-unavailable", "The embedded server does not run on Windows itself.", {
    hint: "Run lockkeeper in WSL, or give a server with --database-url.",
  });

function inTheWay(directory: string, error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure(
    "server-unavailable",
    `The embedded server in ${directory} cannot be prepared: ${reason}`,
    {
      hint: "Correct the rights on that directory, or remove it to begin anew without the data.",
      cause: error,
    },
  );
}
