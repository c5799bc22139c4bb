// The journey of `doctor`: what is wrong with the target, or would get in the way of a change, right now.

import { Failure } from "../core/failure.ts";
import type { DoctorOutcome } from "../core/outcome.ts";
import { checkHealth } from "../health/health.ts";
import { told, type Journey } from "./journey.ts";
import { openTarget, shownTarget } from "./target.ts";

/** Asks everything. Fails with `unhealthy` where a change should not be made before something is put right. */
export function examine(journey: Journey): Promise<DoctorOutcome> {
  const nothingYet: DoctorOutcome = {
    command: "doctor",
    target: shownTarget(journey),
    problems: [],
    checks: [],
  };
  return told(nothingYet, async (known) => {
    await using target = await openTarget(journey);
    known.checks = await checkHealth(target);
    const errors = known.checks.flatMap(({ ailments }) =>
      ailments.filter(({ severity }) => severity === "error"),
    );
    const [first] = errors;
    if (first === undefined) return;
    const more = errors.length === 1 ? "" : ` And ${errors.length - 1} more.`;
    known.failure = new Failure("unhealthy", `${first.message}${more}`, {
      hint: "Put it right before you change anything: what to do stands below each.",
    });
  });
}
