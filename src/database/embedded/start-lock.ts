// Keeps two commands from making or starting one embedded server at the same time.

import { join } from "node:path";

import { Failure } from "../../core/failure.ts";
import type { World } from "../../core/world.ts";

interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly since: number;
}

export interface StartLockOptions {
  readonly waitMs?: number;
  /** Told once, when there is somebody to wait for. */
  readonly onWaiting?: (pid: number) => void;
}

const WAIT_MS = 180_000;
const POLL_MS = 100;
/** Longer than making and starting a server takes at most: a lock that is older was left behind. */
const OLD_MS = 600_000;

/**
 * Takes the lock file in a directory, waiting for a live owner. A lock whose owner is dead or very old is
 * cleared away. Throws Failure `server-unavailable` after the wait.
 */
export async function takeStartLock(
  world: World,
  directory: string,
  options: StartLockOptions = {},
): Promise<AsyncDisposable> {
  const { files, processes, clock } = world;
  const path = join(directory, "start.lock");
  const content = JSON.stringify({ pid: processes.pid, host: processes.host, since: clock.now().getTime() });
  const deadlineMs = clock.monotonicMs() + (options.waitMs ?? WAIT_MS);
  let told = false;
  while (!(await files.writeNew(path, content))) {
    const seen = await readIfThere(world, path);
    if (seen !== undefined && isLeft(world, seen)) await clearAway(world, path, seen);
    else if (clock.monotonicMs() > deadlineMs) throw stillLocked(path, seen);
    else {
      if (!told) options.onWaiting?.(ownerOf(seen ?? "")?.pid ?? 0);
      told = true;
      await clock.sleep(POLL_MS);
    }
  }
  return {
    [Symbol.asyncDispose]: async () => {
      if ((await readIfThere(world, path)) === content) await files.remove(path);
    },
  };
}

async function readIfThere(world: World, path: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await world.files.read(path));
  } catch {
    return undefined;
  }
}

function isLeft(world: World, content: string): boolean {
  const owner = ownerOf(content);
  if (owner === undefined) return true;
  if (world.clock.now().getTime() - owner.since > OLD_MS) return true;
  // The processes of another host or container cannot be looked at: only age tells.
  return owner.host === world.processes.host && !world.processes.isAlive(owner.pid);
}

/** Takes the file away by renaming, so that of two who clear at once only one does, and looks what it took. */
async function clearAway(world: World, path: string, seen: string): Promise<void> {
  const aside = `${path}.${world.processes.pid}.left`;
  try {
    await world.files.rename(path, aside);
  } catch {
    return;
  }
  const taken = await readIfThere(world, aside);
  if (taken !== undefined && taken !== seen) await world.files.writeNew(path, taken);
  await world.files.remove(aside);
}

function ownerOf(content: string): Owner | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return isOwner(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isOwner = (value: unknown): value is Owner =>
  typeof value === "object" &&
  value !== null &&
  "pid" in value &&
  "host" in value &&
  "since" in value &&
  typeof value.pid === "number" &&
  typeof value.since === "number";

const stillLocked = (path: string, content: string | undefined): Failure =>
  new Failure(
    "server-unavailable",
    `Another command (process ${ownerOf(content ?? "")?.pid ?? "unknown"}) has been starting this server for minutes.`,
    { hint: `Wait for it. If it is gone for good, remove ${path}.` },
  );
