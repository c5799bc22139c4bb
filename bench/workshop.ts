// What every case needs: folders of migrations, databases, proxies, and trials made of a contestant.

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Contestant, Deed } from "./contestants.ts";
import { startDelayProxy, type DelayProxy } from "./delay-proxy.ts";
import { generate } from "./generate.ts";
import { measure, type Command } from "./measure.ts";
import { PACKAGES } from "./packages.ts";
import type { Group } from "./results.ts";
import { roundRobin, type Trial } from "./round-robin.ts";
import { query, type Server } from "./server.ts";
import { footprintOf, FOOTPRINT_QUERY } from "./statements.ts";

/** What a run of the bench works with. */
export interface Workshop {
  readonly server: Server;
  readonly contestants: readonly Contestant[];
  /** The name of the Lockkeeper that others are compared with. */
  readonly ours: string;
  readonly runs: number;
  /** Instead of a case's own counts. */
  readonly count?: number;
  readonly say: (line: string) => void;
  /** Takes each group as soon as it is measured, so that a bench that is broken off leaves what it has. */
  readonly keep: (group: Group) => void;
  readonly folder: string;
  /** Databases that hold all migrations already, by their name. */
  readonly filled: Set<string>;
}

/** Which command of a contestant, on which database, and from how far away. */
export interface Job {
  readonly contestant: Contestant;
  readonly deed: Deed;
  readonly count: number;
  readonly database: string;
  readonly port?: number;
}

/** The line that other times in a group are compared with, and how often and over what it is run. */
export interface GroupPlan extends Omit<Group, "rows"> {
  readonly trials: readonly Trial[];
  readonly runs?: number;
  readonly proxy?: DelayProxy;
}

/** The folder with `count` migrations in a layout, written when first asked for. */
export function folderOf(
  workshop: Workshop,
  { contestant: { layout }, count }: Pick<Job, "contestant" | "count">,
): string {
  const folder = join(workshop.folder, `${layout}-${count}`);
  if (!workshop.filled.has(folder)) {
    rmSync(folder, { recursive: true, force: true });
    generate(layout, folder, count);
    // Knex runs the copy of itself that it finds beside the migrations, and no other.
    if (layout === "knex") symlinkSync(PACKAGES, join(folder, "node_modules"));
    workshop.filled.add(folder);
  }
  return folder;
}

/** The command for a job, or undefined where the tool does not offer the deed. */
export function commandFor(workshop: Workshop, job: Job): Command | undefined {
  const call = { url: workshop.server.url(job.database, job.port), count: job.count };
  const argv = job.contestant.argv(job.deed, call);
  if (argv === undefined) return undefined;
  const cwd = folderOf(workshop, job);
  return { argv, cwd, env: { ...plainEnv(workshop), ...job.contestant.env(call) } };
}

/** What every command has of an environment. */
export function plainEnv({ folder }: Workshop): Readonly<Record<string, string>> {
  return { PATH: process.env["PATH"] ?? "/usr/bin:/bin", HOME: folder, NO_COLOR: "1" };
}

/** A trial that makes the database anew, applies everything and counts what is there. */
export function applyTrial(
  workshop: Workshop,
  job: Job,
  settings?: Readonly<Record<string, string>>,
): readonly Trial[] {
  const command = commandFor(workshop, job);
  if (command === undefined) return [];
  return [
    {
      ...job.contestant,
      command,
      prepare: () => workshop.server.recreate(job.database, settings),
      check: () => checkFootprint(workshop, job.database, job.count),
    },
  ];
}

/** A command that does nothing at all in Node, for what starting it costs. */
export function emptyScript(workshop: Workshop): Trial {
  mkdirSync(workshop.folder, { recursive: true });
  const script = join(workshop.folder, "empty.cjs");
  writeFileSync(script, "");
  const command = { argv: [process.execPath, script], cwd: workshop.folder, env: plainEnv(workshop) };
  return { name: EMPTY_SCRIPT, version: process.versions.node, commits: "", command };
}

export const EMPTY_SCRIPT = "an empty Node script";

/** Applies all migrations of a job once, unless that was done before. */
export async function fill(workshop: Workshop, job: Job): Promise<void> {
  if (workshop.filled.has(job.database)) return;
  workshop.say(`  filling ${job.database}`);
  await workshop.server.recreate(job.database);
  const { port: _, ...near } = job;
  const command = commandFor(workshop, { ...near, deed: "up" });
  if (command === undefined) throw new Error(`${job.contestant.name} cannot apply`);
  await measure(command);
  await checkFootprint(workshop, job.database, job.count);
  workshop.filled.add(job.database);
}

/** Throws when a database does not hold exactly what `count` migrations make. */
export async function checkFootprint({ server }: Workshop, database: string, count: number): Promise<void> {
  const [row = {}] = await query(server.url(database), FOOTPRINT_QUERY);
  for (const [kind, expected] of Object.entries(footprintOf(count))) {
    if (Number(row[kind]) !== expected) {
      throw new Error(
        `${database} has ${String(row[kind])} ${kind} where ${count} migrations make ${expected}`,
      );
    }
  }
}

/** A database name for a contestant: letters, digits and underscores. */
export const databaseOf = (prefix: string, { name }: Contestant): string =>
  `bench_${prefix}_${name.replaceAll(/\W+/g, "_")}`;

/** Runs a group and adds its rows. */
export async function runGroup(
  workshop: Workshop,
  { trials, runs, proxy, ...group }: GroupPlan,
): Promise<Group> {
  workshop.say(group.title);
  const rows = await roundRobin({
    trials,
    runs: runs ?? workshop.runs,
    baseline: group.baseline,
    ours: workshop.ours,
    say: workshop.say,
    ...(proxy && { proxy }),
    ...(workshop.server.pid !== undefined && { serverPid: workshop.server.pid }),
  });
  const done = { ...group, rows };
  workshop.keep(done);
  return done;
}

/** Calls `work` with a proxy that is `roundTripMs` away, or without one for 0. */
export async function atDistance<T>(
  { server }: Workshop,
  roundTripMs: number,
  work: (proxy: DelayProxy | undefined) => Promise<T>,
): Promise<T> {
  if (roundTripMs === 0) return work(undefined);
  await using proxy = await startDelayProxy({ host: server.host, port: server.port, roundTripMs });
  return await work(proxy);
}
