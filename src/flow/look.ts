// Looking at several things in a project, one after the other, and one verdict on all of them.

import type { Failure } from "../core/failure.ts";
import type { CheckedPart, CheckOutcome, LintOutcome } from "../core/outcome.ts";
import type { Journey, Known } from "./journey.ts";
import { verdictOn } from "./verdict.ts";

/** Where to look. */
export interface Place {
  readonly directory: string;
  /** A branch: of migrations only what differs from it is spoken of, and of commits those that it does not have. */
  readonly base?: string;
  /** Looks at everything, also where nothing has changed. */
  readonly anew?: true;
}

/** What came of a look at one thing. */
export interface Looked extends Pick<CheckOutcome, "findings" | "problems"> {
  readonly part: CheckedPart;
  /** What kept it from being looked at, and is nothing that it finds. */
  readonly failure?: Failure;
}

export type Look = (journey: Journey, place: Place) => Promise<readonly Looked[]>;

/** Fills in what all looks find. Throws Failure where one could not be made, and for hazards and errors at the end. */
export async function lookAtAll(
  looks: readonly Look[],
  { journey, place }: { readonly journey: Journey; readonly place: Place },
  known: Known<CheckOutcome>,
): Promise<void> {
  for (const look of looks) {
    for (const { part, failure, ...found } of await look(journey, place)) {
      known.findings = [...known.findings, ...found.findings];
      known.problems = [...known.problems, ...found.problems];
      known.files += part.count;
      if (failure !== undefined) throw failure;
      known.parts = [...(known.parts ?? []), part];
    }
  }
  const failure = verdictOn(known, commentOf(known));
  if (failure !== undefined) throw failure;
}

/** How an allowance begins where the hazards are. */
const commentOf = ({ findings }: Known<CheckOutcome>): "--" | "#" =>
  findings.every((finding) => finding.class !== "hazard" || finding.file?.endsWith(".sql") === true)
    ? "--"
    : "#";

/** The outcome of a journey of its own, as a look. */
export function lookedAt(
  name: CheckedPart["name"],
  outcome: LintOutcome | CheckOutcome,
  count: number,
): Looked {
  const { findings, problems, failure } = outcome;
  if (failure?.code === "not-found") return skipped(name, "there is none");
  const isFound = failure?.code === "hazards-found" || failure?.code === "problems-found";
  const others = failure === undefined || isFound ? {} : { failure };
  return { findings, problems, part: { name, count }, ...others };
}

/** What was not looked at, and why. */
export const skipped = (name: CheckedPart["name"], reason: string): Looked => ({
  findings: [],
  problems: [],
  part: { name, count: 0, skipped: reason },
});
