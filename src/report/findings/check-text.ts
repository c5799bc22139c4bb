// What came of a look at files or at a plan, as lines for a terminal.

import type { CheckOutcome } from "../../core/outcome.ts";
import { counted, type Paint } from "../style.ts";
import { plannedLines } from "./planned.ts";
import { findingLines } from "./text.ts";

/** What is planned, what was found, and the sum. Empty where nothing could be looked at. */
export function checkLines(outcome: CheckOutcome, paint: Paint): readonly string[] {
  const { files, planned } = outcome;
  if (files === 0) return [];
  const lookedAt = planned === undefined ? counted(files, "file") : "this plan";
  return [
    ...(planned === undefined ? [] : plannedLines(planned)),
    ...findingLines({ ...outcome, lookedAt }, paint),
  ];
}
