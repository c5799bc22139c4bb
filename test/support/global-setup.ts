// Runs once around the whole test run: names the run's directory, and ends its servers with it.

import { beginRun, endDeadRuns, endRun } from "./server.ts";

let directory: string | undefined;

/** Called by the test runner before the first test file. Servers are started by the tests that want them. */
export async function globalSetup(): Promise<void> {
  await endDeadRuns();
  directory = beginRun();
}

/** Called by the test runner after the last test file, and when the run is interrupted. */
export async function globalTeardown(): Promise<void> {
  if (directory !== undefined) await endRun(directory);
}
