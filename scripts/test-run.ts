// Runs the tests from source: `npm test` for all of them, `npm test -- src/store --test-name-pattern=order` for some.

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

const FOLDERS = ["src", "test", "scripts"];
const GLOBAL_SETUP = "test/support/global-setup.ts";
/** Two even on one processor: most tests wait for PostgreSQL. More than eight only wait for each other. */
const FILES_AT_ONCE = Math.min(8, Math.max(2, availableParallelism()));
/** Milliseconds for one test; a hanging one must not hold up a whole run. */
const TEST_TIMEOUT_MS = 300_000;
/** Milliseconds for the whole run: a test that spins never lets the timeout above fire. */
const RUN_TIMEOUT_MS = 1_800_000;

const root = join(import.meta.dirname, "..");
const flags = process.argv.slice(2).filter((word) => word.startsWith("-"));
const places = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const files = testFiles(places.length === 0 ? FOLDERS : places);

if (files.length === 0) {
  console.error(`There is no test file in ${places.join(", ")}.`);
  process.exitCode = 2;
} else {
  const words = [...runnerFlags(), ...flags, ...files];
  const runner = spawn(process.execPath, words, { cwd: root, stdio: "inherit", detached: true });
  const bound = setTimeout(() => {
    console.error(`The tests did not end within ${RUN_TIMEOUT_MS / 60_000} minutes.`);
    endAll(runner);
  }, RUN_TIMEOUT_MS);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => endAll(runner));
  runner.on("close", (code) => {
    clearTimeout(bound);
    process.exitCode = code ?? 1;
  });
}

/** Ends the runner with its test files: a file that spins hears no gentler signal, so they are one group. */
function endAll(runner: ChildProcess): void {
  if (runner.pid !== undefined) process.kill(-runner.pid, "SIGKILL");
}

/** Packages that only tests use lie below the tests, and may bring tests of their own. */
function isOurs(path: string): boolean {
  return !path.includes("node_modules");
}

function testFiles(wanted: readonly string[]): readonly string[] {
  return wanted
    .flatMap((place) => (place.endsWith(".ts") ? [place] : globSync(`${place}/**/*.test.ts`, { cwd: root })))
    .filter(isOurs)
    .toSorted();
}

function runnerFlags(): readonly string[] {
  return [
    "--test",
    `--test-concurrency=${FILES_AT_ONCE}`,
    `--test-timeout=${TEST_TIMEOUT_MS}`,
    `--test-reporter=${join(root, "scripts/test-reporter.ts")}`,
    "--test-reporter-destination=stdout",
    ...(existsSync(join(root, GLOBAL_SETUP)) ? [`--test-global-setup=${GLOBAL_SETUP}`] : []),
  ];
}
