// The one word that sums an outcome up, and the exit code that goes with it.

import { EXIT_CODES, exitCodeOf, FAILURE_EXITS } from "./failure.ts";
import type { Outcome, OutcomeWord } from "./outcome.ts";

/** `partial` is a failure after something was applied: the most important thing to know about it. */
export function wordOf(outcome: Outcome): OutcomeWord {
  const { failure } = outcome;
  if (failure) {
    if ((outcome.command === "migrate" || outcome.command === "deploy") && outcome.applied.length > 0)
      return "partial";
    const exit = FAILURE_EXITS[failure.code];
    return exit === "refused" || exit === "locked" ? "refused" : "failed";
  }
  switch (outcome.command) {
    case "migrate":
    case "deploy":
      return outcome.applied.length > 0 ? "applied" : "idle";
    case "plan":
      return outcome.plan && outcome.plan.migrations.length > 0 ? "ok" : "idle";
    case "rehearse":
      return outcome.rehearsal && outcome.rehearsal.migrations.length > 0 ? "ok" : "idle";
    case "note":
      return outcome.word;
    case "adopt":
      if (outcome.tool === undefined || outcome.dryRun) return "ok";
      return outcome.adopted.length + outcome.files.length > 0 ? "applied" : "idle";
    case "status":
    case "drift":
    case "backup":
    case "doctor":
    case "verify":
    case "lint":
    case "check":
      return "ok";
  }
}

/** The process's exit code for an outcome. */
export const exitCodeFor = ({ failure }: Outcome): number =>
  failure ? exitCodeOf(failure) : EXIT_CODES.done;
