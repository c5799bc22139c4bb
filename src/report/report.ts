// The door of reports: any outcome as text for people or as JSON for machines.

import { FAILURE_EXITS, type Failure } from "../core/failure.ts";
import type { Outcome } from "../core/outcome.ts";
import { failureMembers } from "./failure-json.ts";
import { renderFailure } from "./failure-text.ts";
import { renderJson } from "./json.ts";
import { renderText } from "./text.ts";

export interface ReportOptions {
  readonly format: "text" | "json";
  readonly colour: boolean;
}

/** `out` is for stdout: the result. `err` is for stderr: what is wrong, so that a pipe never swallows it. */
export interface Report {
  readonly out: string;
  readonly err: string;
}

/** The whole report of an outcome. */
export const render = (outcome: Outcome, { format, colour }: ReportOptions): Report =>
  format === "json" ? { out: renderJson(outcome), err: "" } : renderText(outcome, colour);

/** The report of a failure that came before there was anything else to tell, such as a wrong flag. */
export function renderFailureReport(failure: Failure, { format, colour }: ReportOptions): Report {
  if (format === "text") return { out: "", err: `${renderFailure(failure, colour)}\n` };
  const outcome = FAILURE_EXITS[failure.code] === "refused" ? "refused" : "failed";
  return { out: `${JSON.stringify({ outcome, problems: [], failure: failureMembers(failure) })}\n`, err: "" };
}
