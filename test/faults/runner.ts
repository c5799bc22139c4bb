// Runs the tool for tests of faults: in this process where it may live on, as a process of its own where it must die.

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { MigrateOutcome } from "../../src/core/outcome.ts";
import type { RunLimits } from "../../src/core/settings.ts";
import type { Clock } from "../../src/core/world.ts";
import type { Journey } from "../../src/flow/journey.ts";
import { migrate } from "../../src/flow/migrate.ts";
import { realWorld } from "../../src/world/world.ts";

/** True where every cut point is tried, and not a sample of them. */
export const FULL: boolean = process.env["LOCKKEEPER_FAULTS"] === "full";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");
const COMPILED = process.env["NODE_COMPILE_CACHE"] ?? join(tmpdir(), "lockkeeper-test-compiled");
/** What hangs for so long, in milliseconds, hangs for good. */
const HANG_MS = 120_000;
const world = realWorld();

const LIMITS: RunLimits = {
  lockTimeoutMs: 100,
  concurrentLockTimeoutMs: 60_000,
  statementTimeoutMs: 0,
  lockTriesMax: 30,
  lockWaitMs: 60_000,
  deployLockWaitMs: 60_000,
};

const silence = (): void => undefined;

export interface Differently {
  readonly limits?: Partial<RunLimits>;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/** What the command hands to a flow, with nobody listening. */
export function journeyOf(url: string, folder: string, { limits, clock, signal }: Differently = {}): Journey {
  return {
    world: clock ? { ...world, clock } : world,
    settings: {
      project: folder,
      folder: { directory: folder, shownAs: "migrations" },
      target: { kind: "url", url },
      limits: { ...LIMITS, ...limits },
      embedded: { dataDirectory: folder, server: "embedded" },
      scratch: {},
      backups: { directory: "backups", kind: "pg_dump" },
      warnings: [],
      allowOutOfOrder: false,
      tool: "0.0.0-test",
    },
    audience: {
      progress: silence,
      migrationStarted: silence,
      statementStarted: silence,
      blocked: silence,
      retrying: silence,
      building: silence,
      migrationFinished: silence,
      notice: silence,
      confirm: () => Promise.resolve(true),
    },
    runId: randomUUID(),
    signal: signal ?? new AbortController().signal,
  };
}

/** `up` in this process. Throws when it hangs. */
export const upHere = (url: string, folder: string, differently: Differently = {}): Promise<MigrateOutcome> =>
  within(migrate(journeyOf(url, folder, differently), { allowOutOfOrder: false }), "up");

/** A clock that is told to hurry: from then on nobody sleeps, and time passes as if they had. */
export function hurryingClock(): { readonly clock: Clock; readonly hurry: () => void } {
  let skippedMs = 0;
  let hurrying = false;
  const clock: Clock = {
    now: () => world.clock.now(),
    breathe: () => world.clock.breathe(),
    monotonicMs: () => world.clock.monotonicMs() + skippedMs,
    sleep: (ms, signal) => {
      if (!hurrying) return world.clock.sleep(ms, signal);
      skippedMs += ms;
      return world.clock.sleep(1, signal);
    },
  };
  return { clock, hurry: () => void (hurrying = true) };
}

/** The work's result. Throws when there is none in two minutes: no test may wait for ever. */
export async function within<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const hang = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} hangs`)), HANG_MS);
  });
  try {
    return await Promise.race([work, hang]);
  } finally {
    clearTimeout(timer);
  }
}

/** What `up --json` says, as far as tests look at it. */
export interface Told {
  readonly outcome: string;
  readonly applied: readonly { readonly version: string }[];
  readonly pending: readonly { readonly version: string }[];
  readonly failure?: { readonly code: string; readonly message: string; readonly hint?: string };
}

export interface Ended {
  /** The exit code, or the name of the signal that ended it. */
  readonly exit: number | string;
  /** Absent where it was killed before it could say anything. */
  readonly told?: Told;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts `up --json` as a process. */
export function startUp(url: string, folder: string, flags: readonly string[] = []): Running {
  const words = [MAIN, "up", "--json", "--database-url", url, "--migrations-dir", folder, ...flags];
  const child = spawn(process.execPath, words, {
    env: { PATH: process.env["PATH"], NODE_COMPILE_CACHE: COMPILED },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: HANG_MS,
    killSignal: "SIGKILL",
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => void (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => void (err += text));
  const ended = once(child, "close").then(([code, signal]: unknown[]): Ended => {
    const exit = typeof code === "number" ? code : String(signal);
    return { exit, err, ...(out === "" ? {} : { told: JSON.parse(out) as Told }) };
  });
  return { child, ended };
}

/** `up --json` as a process, to its end. */
export const runUp = (url: string, folder: string, flags: readonly string[] = []): Promise<Ended> =>
  startUp(url, folder, flags).ended;
