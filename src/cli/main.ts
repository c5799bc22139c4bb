// The command's entrance: words to a flow, its outcome to a report, the report to an exit code.

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { readSettings } from "../config/config.ts";
import { EXIT_CODES, asFailure, exitCodeOf, type Failure } from "../core/failure.ts";
import { exitCodeFor } from "../core/outcome-word.ts";
import type { Outcome } from "../core/outcome.ts";
import { render, renderFailureReport } from "../report/report.ts";
import { realWorld } from "../world/world.ts";
import { COMMANDS } from "./commands.ts";
import { parseCommandLine, type Parsed } from "./parse.ts";
import { openTerminal } from "./terminal.ts";

const argv = process.argv.slice(2);
const format = argv.includes("--json") ? "json" : "text";
const verbose = argv.includes("--verbose") || argv.includes("-v");

process.stdout.on("error", leaveQuietly);
process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const version = toolVersion();
    const parsed = await parseCommandLine(argv, { commands: COMMANDS, version });
    if (parsed.kind === "print") {
      process.stdout.write(parsed.text);
      return EXIT_CODES.done;
    }
    return show(await run(parsed, version));
  } catch (error) {
    return fail(asFailure(error));
  }
}

async function run({ action, invocation }: Parsed & { kind: "run" }, version: string): Promise<Outcome> {
  const world = realWorld();
  const settings = await readSettings(world, invocation.given, version);
  using audience = openTerminal({ clock: world.clock, verbose });
  const { signal } = interruptible();
  return await action.run({ world, settings, audience, runId: randomUUID(), signal }, invocation);
}

/** The first SIGINT or SIGTERM stops the work in order; the second leaves at once. */
function interruptible(): AbortController {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(EXIT_CODES.interrupted);
    controller.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return controller;
}

function show(outcome: Outcome): number {
  const report = render(outcome, { format, colour: process.stdout.hasColors?.() ?? false });
  process.stdout.write(report.out);
  process.stderr.write(report.err);
  if (outcome.failure) showDefect(outcome.failure);
  return exitCodeFor(outcome);
}

function fail(failure: Failure): number {
  const report = renderFailureReport(failure, { format, colour: process.stderr.hasColors?.() ?? false });
  process.stdout.write(report.out);
  process.stderr.write(report.err);
  showDefect(failure);
  return exitCodeOf(failure);
}

/** With --verbose a defect shows where it happened. */
function showDefect({ code, cause }: Failure): void {
  if (verbose && code === "unexpected" && cause instanceof Error)
    process.stderr.write(`${cause.stack ?? ""}\n`);
}

function toolVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const manifest: unknown = JSON.parse(text);
  const version =
    typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : "";
  return String(version);
}

/** Whoever read our output has gone, as `head` does: nothing is left to say. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(EXIT_CODES.done);
  throw error;
}
