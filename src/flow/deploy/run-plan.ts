// The stage `migrate` of a deploy: runs exactly what the gates have seen, or refuses.

import type { Applied } from "../../apply/apply.ts";
import { Failure } from "../../core/failure.ts";
import type { Plan } from "../../core/plan.ts";
import { applyToTheEnd } from "../doing.ts";
import type { Journey } from "../journey.ts";
import { planUp } from "../migrate.ts";
import { readFolder } from "../parsed.ts";
import { openTarget } from "../target.ts";
import type { DeployPlan } from "./plan.ts";

/** The plan is made again under the lock, and must be what was let through: same past, same bytes. */
export async function runPlan(journey: Journey, agreed: DeployPlan): Promise<Applied> {
  await using session = await openTarget(journey);
  const only = new Set(agreed.migrations.map(({ version }) => version));
  return await applyToTheEnd(journey, session, async (history, left) => {
    if (left === undefined && history.position !== agreed.position) throw historyMoved();
    const plan = await planUp(journey, history, {
      folder: await readFolder(journey),
      request: { only, allowOutOfOrder: true, ...left },
      known: { problems: [], pending: [] },
      ahead: Infinity,
    });
    refuseOther(plan, agreed);
    return plan;
  });
}

function refuseOther(plan: Plan, { migrations }: DeployPlan): void {
  const agreed = new Map(migrations.map(({ version, checksum }) => [version, checksum]));
  const other = plan.migrations.find(({ version, checksum }) => agreed.get(version) !== checksum);
  if (other === undefined) return;
  throw new Failure("history-moved", `${other.file} was changed after the gates had seen it.`, {
    hint: "Run the deploy again: every gate looks at the file as it is now.",
    file: other.file,
  });
}

const historyMoved = (): Failure =>
  new Failure("history-moved", "Somebody else changed the database after the gates had been asked.", {
    hint: "Run the deploy again: the gates are asked anew.",
  });
