// The cases: what is measured, with how many migrations, from how far away.

import type { Contestant, Deed } from "./contestants.ts";
import { lintGroup } from "./lint.ts";
import type { Group } from "./results.ts";
import type { Trial } from "./round-robin.ts";
import {
  applyTrial,
  atDistance,
  checkFootprint,
  commandFor,
  databaseOf,
  emptyScript,
  EMPTY_SCRIPT,
  fill,
  runGroup,
  type Job,
  type Workshop,
} from "./workshop.ts";

const PSQL = "psql each";
/** What psql is called where all that it does is to read its own history. */
const PSQL_READS = "psql, select of its history";
/** Milliseconds by which each flush of the write-ahead log is held up, to stand for a disk in a network. */
const SLOW_FLUSH_MS = 2;
/** Short processes need more runs for a steady median. */
const START_RUNS_FACTOR = 3;

type Case = (workshop: Workshop) => Promise<readonly Group[]>;

/** Every case by its name, in the order in which they are run. */
export const CASES: Readonly<Record<string, Case>> = {
  start: startCase,
  apply: (workshop) => inTurn(counts(workshop, [100, 1000, 5000]), (count) => applyGroup(workshop, count, 0)),
  "apply-rtt": (workshop) =>
    inTurn([1, 10], (distance) => applyGroup(workshop, counts(workshop, [100])[0] ?? 0, distance)),
  noop: (workshop) => idleCase(workshop, "up"),
  status: (workshop) => idleCase(workshop, "status"),
  down: (workshop) => inTurn(counts(workshop, [1000]), (count) => downGroup(workshop, count)),
  sync: (workshop) =>
    inTurn([0, SLOW_FLUSH_MS], (flushMs) => syncGroup(workshop, counts(workshop, [1000])[0] ?? 0, flushMs)),
  lint: (workshop) => inTurn(counts(workshop, [1000, 5000]), (count) => lintGroup(workshop, count)),
  growth: growthCase,
};

const counts = ({ count }: Workshop, own: readonly number[]): readonly number[] =>
  count === undefined ? own : [count];

/** One after the other, never at once: they would measure each other. */
async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<Group>): Promise<readonly Group[]> {
  const groups: Group[] = [];
  for (const item of items) groups.push(await work(item));
  return groups;
}

function applyGroup(workshop: Workshop, count: number, roundTripMs: number): Promise<Group> {
  return atDistance(workshop, roundTripMs, (proxy) => {
    const trials = workshop.contestants.flatMap((contestant) =>
      applyTrial(workshop, jobOf(contestant, { deed: "up", count, database: "bench_apply" }, proxy?.port)),
    );
    const title = `apply ${count} migrations, ${roundTripMs} ms away`;
    return runGroup(workshop, {
      title,
      deed: "up",
      count,
      roundTripMs,
      baseline: PSQL,
      trials,
      ...(proxy && { proxy }),
    });
  });
}

function jobOf(contestant: Contestant, job: Omit<Job, "contestant" | "port">, port: number | undefined): Job {
  return { ...job, contestant, ...(port !== undefined && { port }) };
}

/** Nothing is pending: `up` finds that out, or `status` says so. */
async function idleCase(workshop: Workshop, deed: "up" | "status"): Promise<readonly Group[]> {
  const groups: Group[] = [];
  for (const count of counts(workshop, [1000, 5000])) {
    for (const roundTripMs of [0, 10]) {
      groups.push(await idleGroup(workshop, workshop.contestants, { deed, count, roundTripMs }));
    }
  }
  return groups;
}

interface Idle {
  readonly deed: "up" | "status";
  readonly count: number;
  readonly roundTripMs: number;
}

function idleGroup(
  workshop: Workshop,
  contestants: readonly Contestant[],
  { deed, count, roundTripMs }: Idle,
): Promise<Group> {
  return atDistance(workshop, roundTripMs, async (proxy) => {
    const trials: Trial[] = [emptyScript(workshop)];
    for (const contestant of contestants) {
      if (contestant.layout === "psql" && contestant.name !== PSQL) continue;
      // A psql script does not know what is applied: reading its history is all that it can do here.
      const own: Deed = contestant.name === PSQL ? "status" : deed;
      const job = jobOf(
        contestant,
        { deed: own, count, database: databaseOf(`idle_${count}`, contestant) },
        proxy?.port,
      );
      const command = commandFor(workshop, job);
      if (command === undefined) continue;
      await fill(workshop, job);
      const name = contestant.name === PSQL ? PSQL_READS : contestant.name;
      trials.push({
        ...contestant,
        name,
        command,
        check: () => checkFootprint(workshop, job.database, count),
      });
    }
    const title = `${deed} with nothing pending, ${count} files, ${roundTripMs} ms away`;
    return runGroup(workshop, {
      title,
      deed,
      count,
      roundTripMs,
      baseline: EMPTY_SCRIPT,
      trials,
      ...(proxy && { proxy }),
    });
  });
}

async function startCase(workshop: Workshop): Promise<readonly Group[]> {
  return inTurn(["version", "help"] as const, (deed) => {
    const trials = workshop.contestants.flatMap((contestant): readonly Trial[] => {
      const command = commandFor(workshop, { contestant, deed, count: 0, database: "bench_none" });
      return command === undefined ? [] : [{ ...contestant, command }];
    });
    const runs = workshop.runs * START_RUNS_FACTOR;
    const plan = { title: `--${deed}`, deed, count: 0, roundTripMs: 0, baseline: EMPTY_SCRIPT, runs };
    return runGroup(workshop, { ...plan, trials: [emptyScript(workshop), ...trials] });
  });
}

function downGroup(workshop: Workshop, count: number): Promise<Group> {
  const trials = workshop.contestants.flatMap((contestant): readonly Trial[] => {
    const job: Job = { contestant, deed: "down", count, database: databaseOf("down", contestant) };
    const command = commandFor(workshop, job);
    if (command === undefined) return [];
    const prepare = async (): Promise<void> => {
      workshop.filled.delete(job.database);
      await fill(workshop, job);
    };
    return [{ ...contestant, command, prepare, check: () => checkFootprint(workshop, job.database, 0) }];
  });
  const title = `take ${count} migrations back`;
  return runGroup(workshop, { title, deed: "down", count, roundTripMs: 0, baseline: PSQL, trials });
}

/** Commits that wait for the disk against commits that do not, with the disk as it is or held up. */
function syncGroup(workshop: Workshop, count: number, flushMs: number): Promise<Group> {
  const slow = { commit_delay: String(flushMs * 1000), commit_siblings: "0" };
  const few = workshop.contestants.filter(({ name, layout }) => layout === "lockkeeper" || name === PSQL);
  const trials = few.flatMap((contestant) =>
    ["on", "off"].flatMap((value) => {
      const settings = { synchronous_commit: value, ...(flushMs > 0 && slow) };
      const job: Job = { contestant, deed: "up", count, database: "bench_sync" };
      const [trial] = applyTrial(workshop, job, settings);
      return trial === undefined
        ? []
        : [
            {
              ...trial,
              name: value === "on" ? contestant.name : `${contestant.name}, async commits`,
            },
          ];
    }),
  );
  const title = `apply ${count} migrations, ${flushMs === 0 ? "disk as it is" : `each flush ${flushMs} ms slower`}`;
  return runGroup(workshop, { title, deed: "up", count, roundTripMs: 0, baseline: PSQL, trials });
}

/** Lockkeeper alone, with psql to show what the server itself needs for more. */
async function growthCase(workshop: Workshop): Promise<readonly Group[]> {
  const few = workshop.contestants.filter(({ name, layout }) => layout === "lockkeeper" || name === PSQL);
  const groups: Group[] = [];
  for (const count of counts(workshop, [100, 300, 1000, 3000, 10_000])) {
    groups.push(await applyGroup({ ...workshop, contestants: few }, count, 0));
    groups.push(await idleGroup(workshop, few, { deed: "up", count, roundTripMs: 0 }));
  }
  return groups;
}
