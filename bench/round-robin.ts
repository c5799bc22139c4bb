// Lets contestants take turns: everybody once in each round, in another order each time.

import { cpuMsOf, cpuMsOfMachine, measure, type Command } from "./measure.ts";
import type { DelayProxy } from "./delay-proxy.ts";
import type { Row, Run } from "./results.ts";
import { pairedRatio, round, spreadOf, type Spread } from "./statistics.ts";

/** One contestant's turn. */
export interface Trial {
  readonly name: string;
  readonly version: string;
  readonly commits: string;
  readonly command: Command;
  /** Brings the database to where the run starts; not timed. */
  readonly prepare?: () => Promise<void>;
  /** Throws when the run did not do what it should have; not timed. */
  readonly check?: () => Promise<void>;
}

/** How a group is run. */
export interface Race {
  readonly trials: readonly Trial[];
  readonly runs: number;
  readonly baseline: string;
  /** Whose wall time the others are compared with. */
  readonly ours: string;
  readonly proxy?: DelayProxy;
  readonly serverPid?: number;
  readonly say: (line: string) => void;
}

/** Round 0 warms up caches and is thrown away; it also finds out who cannot take part. */
const WARM_UP = 0;
const MESSAGE_MAX = 400;

/** Runs every trial `runs` times after a warm-up. A trial that fails is left out from then on. */
export async function roundRobin(race: Race): Promise<readonly Row[]> {
  const runs = new Map<string, Run[]>(race.trials.map(({ name }) => [name, []]));
  const failures = new Map<string, string>();
  for (let turn = WARM_UP; turn <= race.runs; turn += 1) {
    for (const trial of rotated(race.trials, turn)) {
      if (failures.has(trial.name)) continue;
      try {
        const run = await runOnce(race, trial, turn);
        if (turn !== WARM_UP) runs.get(trial.name)?.push(run);
        race.say(
          `  ${turn === WARM_UP ? "warm-up" : `round ${turn}`}  ${trial.name}: ${Math.round(run.wallMs)} ms`,
        );
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        failures.set(trial.name, withoutPaths(message).slice(0, MESSAGE_MAX));
        race.say(`  ${trial.name} FAILED: ${message}`);
      }
    }
  }
  return race.trials.map((trial) => rowOf(race, trial, { runs, failures }));
}

/** Results are published: they do not tell where somebody keeps their files. */
const withoutPaths = (message: string): string => message.replaceAll(/(?:\/[\w.@+-]+)+\/(?=[\w.@+-])/g, "…/");

/** Everybody is first, second and last equally often, so that nobody always follows the same one. */
function rotated<T>(items: readonly T[], by: number): readonly T[] {
  const start = by % Math.max(1, items.length);
  return [...items.slice(start), ...items.slice(0, start)];
}

async function runOnce({ proxy, serverPid }: Race, trial: Trial, turn: number): Promise<Run> {
  await trial.prepare?.();
  await proxy?.take();
  const before = cpuTimes(serverPid, proxy);
  const sample = await measure(trial.command);
  const traffic = await proxy?.take();
  const machine = cpuMsOfMachine() - before.machine;
  await trial.check?.();
  const cpuMs = sample.userMs + sample.systemMs;
  const after = cpuTimes(serverPid, proxy);
  const serverCpuMs = after.server - before.server;
  return {
    round: turn,
    wallMs: round(sample.wallMs),
    cpuMs: round(cpuMs),
    rssMib: round(sample.rssMib),
    ...(serverPid !== undefined && {
      serverCpuMs,
      otherCpuMs: Math.max(0, Math.round(machine - cpuMs - serverCpuMs - (after.proxy - before.proxy))),
    }),
    ...(traffic && { turns: traffic.turns }),
  };
}

function cpuTimes(
  serverPid: number | undefined,
  proxy: DelayProxy | undefined,
): Readonly<Record<"machine" | "server" | "proxy", number>> {
  return {
    machine: cpuMsOfMachine(),
    // Backends are counted when the postmaster has waited for them, which the check's own session gives time for.
    server: serverPid === undefined ? 0 : cpuMsOf(serverPid, { children: true }),
    proxy: proxy === undefined ? 0 : cpuMsOf(proxy.pid, { children: false }),
  };
}

interface Collected {
  readonly runs: ReadonlyMap<string, readonly Run[]>;
  readonly failures: ReadonlyMap<string, string>;
}

function rowOf(
  { baseline, ours }: Race,
  { name, version, commits }: Trial,
  { runs, failures }: Collected,
): Row {
  const own = runs.get(name) ?? [];
  const failure = failures.get(name);
  const walls = (of: string): ReadonlyMap<number, number> =>
    new Map((runs.get(of) ?? []).map((run) => [run.round, run.wallMs]));
  const spread = (pick: (run: Run) => number | undefined): Spread | undefined => {
    const values = own.map(pick).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : spreadOf(values);
  };
  return given({
    name,
    version,
    commits,
    runs: own,
    wallMs: spread((run) => run.wallMs),
    cpuMs: spread((run) => run.cpuMs),
    rssMib: spread((run) => run.rssMib),
    serverCpuMs: spread((run) => run.serverCpuMs),
    turns: spread((run) => run.turns),
    ofBaseline: pairedRatio(walls(name), walls(baseline)),
    oursOfThis: pairedRatio(walls(ours), walls(name)),
    failure,
  });
}

/** A row without the fields that have no value. */
function given(row: { readonly [Key in keyof Row]: Row[Key] | undefined }): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as Row;
}
