// What findings and problems come to: nothing, or the failure that a gate is made of.

import { Failure } from "../core/failure.ts";
import type { CheckOutcome, LintOutcome } from "../core/outcome.ts";

/** The failure of errors and hazards; undefined without them. `comment` begins a comment of the files. */
export function verdictOn(
  { findings, problems }: LintOutcome | CheckOutcome,
  comment: "--" | "#",
): Failure | undefined {
  const hazards = findings.filter((finding) => finding.class === "hazard");
  const errors = problems.filter(({ severity }) => severity === "error").length;
  if (errors > 0) {
    return new Failure(
      "problems-found",
      errors === 1 ? "There is a problem." : `There are ${errors} problems.`,
      {
        hint: "Each says above what to do about it.",
      },
    );
  }
  if (hazards.length === 0) return undefined;
  const count = hazards.length === 1 ? "There is a hazard." : `There are ${hazards.length} hazards.`;
  return new Failure("hazards-found", count, {
    hint: `Each says above what to do instead. One that is meant is let pass by: ${comment} lockkeeper: allow RULE: reason`,
  });
}
