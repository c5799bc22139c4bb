// The real processes: who we are, and running other programs.

import type { ChildProcessWithoutNullStreams, SpawnOptionsWithoutStdio } from "node:child_process";
import { constants, hostname, userInfo } from "node:os";

import type { Processes, RunOptions, RunResult } from "../core/world.ts";
import { isCode } from "./error-code.ts";

/** A program that has ended may leave its pipes open in a child of its own; they are closed after this. */
const OPEN_PIPES_WAIT_MS = 300;
const CODE_NO_PROGRAM = 127;
const CODE_NOT_STARTED = 126;
const CODE_TIMEOUT = 124;

/** Processes of this machine. Reads the user's name once. */
export const realProcesses = (): Processes => ({
  pid: process.pid,
  uid: process.geteuid?.() ?? -1,
  user: userName(),
  host: hostname(),
  platform: process.platform,
  architecture: process.arch,
  env: process.env,
  cwd: process.cwd(),
  run,
  isAlive,
  kill: (pid, signal) => {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!isCode(error, "ESRCH")) throw error;
    }
  },
  freePort,
});

/** Codes: the program's own; 124 it ran too long; 126 it could not be started; 127 there is none; 128+n signal n. */
async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  // Most commands start no program, and loading this costs a few milliseconds; importing it some more.
  const { spawn } = process.getBuiltinModule("node:child_process");
  try {
    return await finished(spawn(program, args, settingsFor(options)), options);
  } catch (error) {
    return { code: startCode(error), stdout: "", stderr: error instanceof Error ? error.message : "" };
  }
}

function finished(child: ChildProcessWithoutNullStreams, options: RunOptions): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    const limits = limit(child, options);
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", (error) => {
      limits.lift();
      reject(error);
    });
    child.on("exit", (code, signal) => {
      limits.lift();
      const finish = (): void => {
        clearTimeout(late);
        child.stdout.destroy();
        child.stderr.destroy();
        const ended = limits.timedOut() ? CODE_TIMEOUT : (code ?? signalCode(signal));
        resolve({ code: ended, stdout: textOf(stdout), stderr: textOf(stderr) });
      };
      const late = setTimeout(finish, OPEN_PIPES_WAIT_MS);
      child.on("close", finish);
    });
    // The program may end without reading its input; that is not an error of ours.
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
  });
}

/** Ends the program when its time is over or the signal fires, until that is lifted. */
function limit(
  child: ChildProcessWithoutNullStreams,
  { timeoutMs, signal }: RunOptions,
): { readonly timedOut: () => boolean; readonly lift: () => void } {
  let timedOut = false;
  const expire = (): void => {
    timedOut = true;
    child.kill("SIGKILL");
  };
  const stop = (): void => void child.kill("SIGTERM");
  const timer = timeoutMs === undefined ? undefined : setTimeout(expire, timeoutMs);
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted === true) stop();
  return {
    timedOut: () => timedOut,
    lift: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    },
  };
}

const textOf = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString();

const settingsFor = (options: RunOptions): SpawnOptionsWithoutStdio => ({
  env: { ...process.env, ...options.env },
  stdio: "pipe",
  ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  ...(options.uid === undefined ? {} : { uid: options.uid }),
  ...(options.gid === undefined ? {} : { gid: options.gid }),
});

const startCode = (error: unknown): number => (isCode(error, "ENOENT") ? CODE_NO_PROGRAM : CODE_NOT_STARTED);

const signalCode = (signal: NodeJS.Signals | null): number =>
  signal === null ? CODE_NOT_STARTED : 128 + constants.signals[signal];

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, "EPERM");
  }
}

async function freePort(): Promise<number> {
  const { createServer } = await import("node:net");
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a user id that no list of users names.
    return process.env["USER"] ?? String(process.geteuid?.() ?? "unknown");
  }
}
