// Asks git something about a folder, and changes nothing.

import type { RunResult } from "../core/world.ts";
import type { Journey } from "./journey.ts";

/** Git on a folder of thousands of files takes a second or two; a minute is a hang. */
const GIT_MS_MAX = 60_000;

/** What git answers; code 127 where it is not installed. Throws only where the run is interrupted. */
export async function askGit(
  { world, signal }: Journey,
  directory: string,
  args: readonly string[],
): Promise<RunResult> {
  const result = await world.processes.run("git", args, {
    cwd: directory,
    env: { GIT_OPTIONAL_LOCKS: "0" },
    timeoutMs: GIT_MS_MAX,
    signal,
  });
  if (result.code !== 0) signal.throwIfAborted();
  return result;
}
