// Runs what was asked for: settings to a flow, its outcome to a report, the report to an exit code.

import { randomUUID } from "node:crypto";
import { readSettings } from "../config/config.ts";
import { EXIT_CODES, exitCodeOf, Failure } from "../core/failure.ts";
import { nearestWord } from "../core/nearest-word.ts";
import { exitCodeFor } from "../core/outcome-word.ts";
import { placedMessage } from "../core/problem.ts";
import type { Outcome } from "../core/outcome.ts";
import { renderAs, renderFailureReport, REPORT_FORMATS, type ReportFormat } from "../report/report.ts";
import { realWorld } from "../world/world.ts";
import type { Action, Invocation } from "./command.ts";
import { openTerminal } from "./terminal.ts";

/** How to speak, and under which version. */
export interface Manner {
  readonly version: string;
  readonly format: "text" | "json";
  readonly verbose: boolean;
}

interface Asked {
  readonly action: Action;
  readonly invocation: Invocation;
}

/** Runs an action, shows its outcome and gives the exit code. Throws Failure for settings that are wrong. */
export async function run(asked: Asked, manner: Manner): Promise<number> {
  const format = formatOf(asked.invocation, manner);
  return show(await outcomeOf(asked, manner), format, manner);
}

function formatOf({ given: { output, json } }: Invocation, manner: Manner): ReportFormat {
  if (output === undefined) return manner.format;
  const format = REPORT_FORMATS.find((known) => known === output);
  if (format === undefined) {
    throw new Failure("wrong-use", `--output: there is no format ${String(output)}.`, {
      hint: `Did you mean ${nearestWord(String(output), REPORT_FORMATS) ?? REPORT_FORMATS.join(", ")}?`,
    });
  }
  if (json === undefined || format === "json") return format;
  throw new Failure("wrong-use", `--json and --output ${format}: only one thing can stand on stdout.`, {
    hint: "Give one of them.",
  });
}

async function outcomeOf({ action, invocation: typed }: Asked, manner: Manner): Promise<Outcome> {
  const world = realWorld();
  const invocation = action.settle?.(typed) ?? typed;
  const settings = await readSettings(world, invocation.given, manner.version);
  using audience = openTerminal({ clock: world.clock, verbose: manner.verbose });
  for (const warning of settings.warnings)
    process.stderr.write(`! ${placedMessage(warning)}\n  ${warning.remedy}\n`);
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

async function show(outcome: Outcome, format: ReportFormat, manner: Manner): Promise<number> {
  const colour = process.stdout.hasColors?.() ?? false;
  const report = await renderAs(format, outcome, { colour });
  process.stdout.write(report.out);
  process.stderr.write(report.err);
  if (outcome.failure) showDefect(outcome.failure, manner);
  return exitCodeFor(outcome);
}

/** Shows a failure that came before there was an outcome, and gives its exit code. */
export function fail(failure: Failure, manner: Manner): number {
  const { format } = manner;
  const report = renderFailureReport(failure, { format, colour: process.stderr.hasColors?.() ?? false });
  process.stdout.write(report.out);
  process.stderr.write(report.err);
  showDefect(failure, manner);
  return exitCodeOf(failure);
}

/** With --verbose a defect shows where it happened. */
function showDefect({ code, cause }: Failure, { verbose }: Manner): void {
  if (verbose && code === "unexpected" && cause instanceof Error)
    process.stderr.write(`${cause.stack ?? ""}\n`);
}
