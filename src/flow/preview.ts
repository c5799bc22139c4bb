// The journey of `plan`: what `up` or `down` would run, in order, without running it.

import { Failure } from "../core/failure.ts";
import type { PlanOutcome } from "../core/outcome.ts";
import type { Plan } from "../core/plan.ts";
import type { Problem } from "../core/problem.ts";
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
          ? await withRepeatables(
              await planUp(journey, history, { folder, request, known, session, ahead: Infinity }),
              known,
            )
          : await planDown(journey, history, { folder, session, request, known });
    } finally {
      outcome.problems = known.problems;
    }
  });
}

/** Shown by the database as it is now: migrations that run before may change what repeatables meet. */
async function withRepeatables(
  { after, ...plan }: Plan,
  known: { problems: readonly Problem[] },
): Promise<Plan> {
  if (after === undefined) return plan;
  const count = plan.migrations.length;
  if (count === 0) return joined(plan, await after());
  try {
    const later = await after();
    if (later.migrations.length > 0) known.problems = [...known.problems, plannedAgain(count)];
    return joined(plan, later);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "depended-on") throw error;
    known.problems = [...known.problems, { ...plannedAgain(count), message: `By now: ${error.message}` }];
    return plan;
  }
}

const joined = (plan: Plan, { migrations, all }: Plan): Plan => ({
  ...plan,
  migrations: [...plan.migrations, ...migrations],
  all: [...plan.all, ...all.filter(({ version }) => !plan.all.some((each) => each.version === version))],
});

const plannedAgain = (count: number): Problem => ({
  code: "planned-again",
  severity: "warning",
  message:
    "The repeatables are planned by the database as it is now, and again when " +
    `${count === 1 ? "the migration before them has" : `the ${count} migrations before them have`} been applied.`,
  remedy: "lockkeeper rehearse shows what they come to then.",
});
