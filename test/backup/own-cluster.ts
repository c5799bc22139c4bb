// Servers that a test has to itself, so that it may archive, destroy and restore a whole one.

import assert from "node:assert/strict";
import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";

import { startEmbedded, type EmbeddedServer } from "../../src/database/embedded/embedded.ts";
import { serverUser } from "../../src/database/embedded/place.ts";
import type { RunResult, World } from "../../src/core/world.ts";
import type { Journey } from "../../src/flow/journey.ts";
import { realWorld } from "../../src/world/world.ts";
import { journeyOf } from "../faults/runner.ts";
import { binariesWithDump } from "../support/own-server.ts";
import { testDirectory, testSession } from "../support/server.ts";

/** Bound for one program, in milliseconds. */
const PROGRAM_MS_MAX = 120_000;
const real = realWorld();

export interface Yard {
  /** The real world, in which programs run as the user of the servers, as an administrator would run them. */
  readonly world: World;
  /** Makes a folder that belongs to that user, and gives its path. */
  folder(name: string): Promise<string>;
  /** Starts the server of that name, with these settings. It goes with the test. */
  start(name: string, settings: Readonly<Record<string, string>>): Promise<EmbeddedServer>;
  /** Where the server of that name has its data. */
  dataOf(name: string): string;
  /** Runs a program to its end, which must be a good one. */
  run(program: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<RunResult>;
}

export async function openYard(context: TestContext): Promise<Yard> {
  const directory = await testDirectory(context);
  const server = await binariesWithDump();
  const user = await serverUser(real);
  const world: World = {
    ...real,
    processes: {
      ...real.processes,
      run: (program, args, options) =>
        real.processes.run(program, args, { cwd: directory, ...options, ...user }),
    },
  };
  return {
    world,
    folder: async (name) => {
      const path = join(directory, name);
      await mkdir(path, { recursive: true });
      await chmod(path, 0o700);
      if (user !== undefined) await real.files.changeOwner(path, user.uid, user.gid);
      return path;
    },
    start: (name, settings) =>
      startEmbedded(real, {
        dataDirectory: join(directory, name),
        server,
        settings: { fsync: "off", ...settings },
      }),
    dataOf: (name) => join(directory, name, "data"),
    run: async (program, args, env = {}) => {
      const result = await world.processes.run(program, args, { env, timeoutMs: PROGRAM_MS_MAX });
      assert.equal(result.code, 0, `${program} ${args.join(" ")}: ${result.stderr}${result.stdout}`);
      return result;
    },
  };
}

/** A journey on a server of the yard, in its world. */
export const journeyIn = ({ world }: Yard, url: string, folder: string): Journey => ({
  ...journeyOf(url, folder),
  world,
});

/** The same database on another server, which came from the first one and has its roles. */
export function sameOn(url: string, { port }: EmbeddedServer): string {
  const moved = new URL(url);
  moved.port = String(port);
  return moved.href;
}

/** How many rows the table `kept` has. */
export async function countKept(url: string): Promise<number> {
  await using session = await testSession(url);
  const [row] = await session.query<{ readonly n: number }>("select count(*)::int as n from public.kept");
  return row?.n ?? 0;
}
