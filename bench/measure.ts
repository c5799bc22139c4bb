// Runs one command as a process of its own and reads what it took from the kernel.

import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A command to run. `env` is the whole environment, nothing is inherited. */
export interface Command {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Ends of the command that are as good as 0, as that of a linter which has found something. */
  readonly goodCodes?: readonly number[];
}

/** What one run took. Times in milliseconds, memory in MiB; CPU and memory include waited-for children. */
export interface Sample {
  readonly wallMs: number;
  readonly userMs: number;
  readonly systemMs: number;
  readonly rssMib: number;
}

const RUN_MAX_MS = 15 * 60_000;
const GNU_TIME = "/usr/bin/time";
const ERROR_TEXT_MAX = 2000;

// bash's `time` counts CPU in milliseconds where GNU time counts in hundredths; GNU time, small as it is,
// gives the peak memory of the command without that of whoever started it.
const SCRIPT = `
TIMEFORMAT='%3U %3S'
memory=$1; shift
begin=$EPOCHREALTIME
time ${GNU_TIME} --quiet --output="$memory" --format=%M "$@" <&3 >&4 2>&5
code=$? end=$EPOCHREALTIME
echo "$begin $end $code"
`;

/** Runs the command to its end. Throws when it exits with another code than 0 or its good ones, with the end of what it wrote. */
export async function measure(command: Command): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), "bench-run-"));
  try {
    return await measureIn(folder, command);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureIn(folder: string, command: Command): Promise<Sample> {
  const [memory, output] = [join(folder, "memory"), join(folder, "output")];
  const { times, clock } = await runScript(memory, output, command);
  const [begin = Number.NaN, end = Number.NaN, code] = numbersOf(clock);
  const goodCodes = [0, ...(command.goodCodes ?? [])];
  if (!goodCodes.some((good) => good === code)) {
    const said = readFileSync(output, "utf8").trim().slice(-ERROR_TEXT_MAX);
    throw new Error(`${command.argv.join(" ")} exited with ${code}:\n${said}`);
  }
  const [user = Number.NaN, system = Number.NaN] = numbersOf(times);
  return {
    wallMs: (end - begin) * 1000,
    userMs: user * 1000,
    systemMs: system * 1000,
    rssMib: Number(readFileSync(memory, "utf8")) / 1024,
  };
}

function runScript(
  memory: string,
  output: string,
  command: Command,
): Promise<{ times: string; clock: string }> {
  const [input, written] = [openSync("/dev/null", "r"), openSync(output, "a")];
  const child = spawn("/bin/bash", ["-c", SCRIPT, "bash", memory, ...command.argv], {
    cwd: command.cwd,
    env: { ...command.env, LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe", input, written, written],
    // A group of its own, so that a run that hangs goes with all its children.
    detached: true,
  });
  const stop = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, "SIGKILL"), RUN_MAX_MS);
  let [clock, times] = ["", ""];
  child.stdout?.on("data", (chunk: Buffer) => (clock += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (times += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(stop);
      closeSync(input);
      closeSync(written);
      if (code === 0) resolve({ times, clock });
      else reject(new Error(`${command.argv.join(" ")} was ended after ${RUN_MAX_MS / 60_000} minutes`));
    });
  });
}

const numbersOf = (text: string): readonly number[] => text.trim().split(/\s+/).map(Number);

/** CPU milliseconds of a living process; with `children`, also of those it has waited for. */
export function cpuMsOf(pid: number, { children }: { readonly children: boolean }): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  // proc(5): fields 14 to 17 are utime, stime, cutime, cstime; `fields` starts at the third.
  const ticks = fields.slice(11, children ? 15 : 13).map(Number);
  return ticks.reduce((sum, tick) => sum + tick, 0) * MS_PER_TICK;
}

/** CPU milliseconds that all processes of the machine have used since it started. */
export function cpuMsOfMachine(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] =
    /^cpu +(.*)/.exec(readFileSync("/proc/stat", "utf8"))?.[1]?.split(" ").map(Number) ?? [];
  return (user + nice + system + irq + softirq) * MS_PER_TICK;
}

/** USER_HZ is 100 on every Linux that Node runs on. */
const MS_PER_TICK = 10;
