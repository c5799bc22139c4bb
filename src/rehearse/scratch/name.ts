// The names of scratch databases: by them a run knows its own, and what a dead run left.

/** `lockkeeper_scratch_0a1b2c3d_4`: the run in hex, and a number within it. */
const PREFIX = "lockkeeper_scratch_";
const PATTERN: RegExp = /^lockkeeper_scratch_([0-7][0-9a-f]{7})_\d+$/;

/** What every scratch database begins with, as a pattern for LIKE. */
export const SCRATCH_LIKE: string = `${PREFIX.replaceAll("_", String.raw`\_`)}%`;

/** The name of a run's database. `run` is not negative and below 2 ** 31. */
export const scratchName = (run: number, count: number): string =>
  `${PREFIX}${run.toString(16).padStart(8, "0")}_${count}`;

/** The run that made a database; undefined for a database that is none of ours. */
export function runOf(name: string): number | undefined {
  const [, run] = PATTERN.exec(name) ?? [];
  return run === undefined ? undefined : Number.parseInt(run, 16);
}
