// Reads what a running server writes about itself, and tells whether that process is really there and ours.

import { join } from "node:path";

import type { World } from "../../core/world.ts";
import { dataOf, giveAway } from "./place.ts";
import type { Place } from "./place.ts";

/** What `postmaster.pid` in a cluster says. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly socketDirectory: string;
  /** `ready` once connections are taken. */
  readonly status: string;
}

/** Given to every server that we start, so that a reused process number is not taken for it. */
export const CLUSTER_NAME = "lockkeeper";

/** A number that no system gives to a process. */
const PID_NOBODY = "2147483647";
const PS_TIMEOUT_MS = 5_000;

const pidPath = (data: string): string => join(data, "postmaster.pid");

/** The server of a cluster, running or about to; undefined when none is, whatever a stale file says. */
export async function readPostmaster(world: World, data: string): Promise<Postmaster | undefined> {
  const text = await readPidFile(world, data);
  if (text === undefined) return undefined;
  const [pid = "", , , port = "", socketDirectory = "", , , status = ""] = text.split("\n");
  const found = { pid: Number(pid), port: Number(port), socketDirectory, status: status.trim() };
  return (await isRunning(world, found)) ? found : undefined;
}

/**
 * Readies a stale pid file for PostgreSQL, which refuses to start while any process has the number in it. The
 * rest of the file is kept: by it PostgreSQL finds children of the old server that still run.
 */
export async function disownStalePidFile(world: World, place: Place): Promise<void> {
  const data = dataOf(place);
  const text = await readPidFile(world, data);
  if (text === undefined) return;
  await world.files.write(pidPath(data), text.replace(/^\d+/, PID_NOBODY), 0o600);
  await giveAway(world, place, pidPath(data));
}

async function readPidFile(world: World, data: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await world.files.read(pidPath(data)));
  } catch (error) {
    // A server that stops takes the file away between two looks.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** A dead process that nobody collected and a stranger with the same number both fail this. */
export async function isRunning(world: World, found: Omit<Postmaster, "status">): Promise<boolean> {
  if (!(found.pid > 0) || !world.processes.isAlive(found.pid)) return false;
  const command = await commandOf(world, found.pid);
  return command.includes(`cluster_name=${CLUSTER_NAME}`) && command.includes(`port=${found.port}`);
}

async function commandOf(world: World, pid: number): Promise<string> {
  if (world.processes.platform !== "linux") {
    const args = ["-p", String(pid), "-o", "command="];
    return (await world.processes.run("ps", args, { timeoutMs: PS_TIMEOUT_MS })).stdout;
  }
  try {
    return new TextDecoder().decode(await world.files.read(`/proc/${pid}/cmdline`));
  } catch {
    return "";
  }
}
