// The journey of `plan`: what `up` or `down` would run, in order, without running it.

import type { PlanOutcome } from "../core/outcome.ts";
import { readHistory } from "../journal/journal.ts";
import type { DownRequest, UpRequest } from "../plan/plan.ts";
import { told, type Journey } from "./journey.ts";
import { planUp } from "./migrate.ts";
import { readFolder } from "./parsed.ts";
import { openTarget, shownTarget } from "./target.ts";
import { planDown } from "./undo.ts";

export type PreviewRequest =
  | (UpRequest & { readonly direction: "up" })
  | (DownRequest & { readonly direction: "down" });

/** Makes the very plan that the run would make, and stops there. */
export function preview(journey: Journey, request: PreviewRequest): Promise<PlanOutcome> {
  const nothingYet: PlanOutcome = { command: "plan", target: shownTarget(journey), problems: [] };
  return told(nothingYet, async (outcome) => {
    const known = { problems: outcome.problems, pending: [] };
    try {
      const folder = await readFolder(journey);
      known.problems = folder.problems;
      await using session = await openTarget(journey);
      const history = await readHistory(session);
      outcome.plan =
        request.direction === "up"
          ? await planUp(journey, history, { folder, request, known, ahead: Infinity })
          : await planDown(journey, history, { folder, session, request, known });
    } finally {
      outcome.problems = known.problems;
    }
  });
}
