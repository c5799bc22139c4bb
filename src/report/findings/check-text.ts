// What came of a look at files or at a plan, as lines for a terminal.

import type { CheckedPart, CheckOutcome } from "../../core/outcome.ts";
import { counted, type Paint } from "../style.ts";
import { plannedLines } from "./planned.ts";
import { findingLines } from "./text.ts";

/** What was looked at or is planned, what was found, and the sum. Empty where nothing could be looked at. */
export function checkLines(outcome: CheckOutcome, paint: Paint): readonly string[] {
  const { files, planned, parts } = outcome;
  if (parts !== undefined) {
    const names = parts.filter(({ skipped }) => skipped === undefined).map(({ name }) => name);
    const lookedAt = names.length === 0 ? "nothing: everything was skipped" : names.join(", ");
    return [...parts.map((part) => partLine(part, paint)), ...findingLines({ ...outcome, lookedAt }, paint)];
  }
  if (files === 0) return [];
  const lookedAt = planned === undefined ? counted(files, "file") : "this plan";
  return [
    ...(planned === undefined ? [] : plannedLines(planned)),
    ...findingLines({ ...outcome, lookedAt }, paint),
  ];
}

const NOUNS: Readonly<Record<CheckedPart["name"], string>> = {
  migrations: "migration",
  infrastructure: "file",
  pipelines: "file",
  scripts: "script",
  secrets: "file",
  commits: "commit",
};

function partLine({ name, count, skipped }: CheckedPart, paint: Paint): string {
  const noun = NOUNS[name];
  const said = skipped === undefined ? `looked at ${counted(count, noun)}` : `skipped, ${skipped}`;
  return paint("dim", `· ${name}: ${said}`);
}
