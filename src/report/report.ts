// The door of reports: any outcome as text for people or as JSON for machines.

import { FAILURE_EXITS, type Failure } from "../core/failure.ts";
import type { CheckOutcome, LintOutcome, Outcome } from "../core/outcome.ts";
import { failureMembers } from "./failure-json.ts";
import { renderFailure } from "./failure-text.ts";
import { plannedLines } from "./findings/planned.ts";
import { renderJson } from "./json.ts";
import { renderText } from "./text.ts";

/** Ways to write findings for other programs; each is loaded when it is asked for. */
type FindingFormat = "sarif" | "github" | "junit" | "markdown";

export type ReportFormat = "text" | "json" | FindingFormat;

/** Every format, as it is typed. */
export const REPORT_FORMATS: readonly ReportFormat[] = [
  "text",
  "json",
  "sarif",
  "github",
  "junit",
  "markdown",
];

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

/** The report in any format. Those for findings leave what else is wrong to stderr; other outcomes are text there. */
export async function renderAs(
  format: ReportFormat,
  outcome: Outcome,
  { colour }: Pick<ReportOptions, "colour">,
): Promise<Report> {
  if (format === "json" || format === "text") return render(outcome, { format, colour });
  const text = render(outcome, { format: "text", colour });
  if (outcome.command !== "lint" && outcome.command !== "check") return text;
  return { out: await renderFindings(outcome, format), err: text.err };
}

/** What each of the commands that find something looks at, as a title has it. */
const TITLES = {
  lint: "Lint",
  all: "Check",
  ci: "Pipelines",
  infra: "Infrastructure",
  plan: "Planned infrastructure",
} as const;

async function renderFindings(outcome: LintOutcome | CheckOutcome, format: FindingFormat): Promise<string> {
  const { findings } = outcome;
  switch (format) {
    case "sarif":
      return (await import("./findings/sarif.ts")).findingsSarif(findings);
    case "github":
      return (await import("./findings/github.ts")).findingsGithub(findings);
    case "junit":
      return (await import("./findings/junit.ts")).findingsJunit(findings);
    case "markdown":
      return (await import("./findings/markdown.ts")).findingsMarkdown(
        findings,
        TITLES[outcome.command === "lint" ? "lint" : outcome.about],
        outcome.command === "check" && outcome.planned ? plannedLines(outcome.planned) : [],
      );
  }
}

/** The report of a failure that came before there was anything else to tell, such as a wrong flag. */
export function renderFailureReport(failure: Failure, { format, colour }: ReportOptions): Report {
  if (format === "text") return { out: "", err: `${renderFailure(failure, colour)}\n` };
  const outcome = FAILURE_EXITS[failure.code] === "refused" ? "refused" : "failed";
  return { out: `${JSON.stringify({ outcome, problems: [], failure: failureMembers(failure) })}\n`, err: "" };
}
