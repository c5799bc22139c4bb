// The stage `migrate` of a deploy: runs exactly what the gates have seen, or refuses.

import type { Applied } from "../../apply/apply.ts";
import { Failure } from "../../core/failure.ts";
import type { Plan, PlannedMigration, PlannedRepeatable } from "../../core/plan.ts";
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
  return await applyToTheEnd(journey, session, async (history, left, current) => {
    if (left === undefined && history.position !== agreed.position) throw historyMoved();
    const plan = await planUp(journey, history, {
      folder: await readFolder(journey),
      request: { only, allowOutOfOrder: true, ...left },
      known: { problems: [], pending: [] },
      session: current,
      ahead: Infinity,
    });
    refuseOther(plan, agreed);
    const { after } = plan;
    if (after === undefined) return plan;
    return { ...plan, after: () => after().then((later) => refuseOther(later, agreed)) };
  });
}

/** Gives the plan back. What is only made anew has been let through before, with the text that it has. */
function refuseOther(plan: Plan, { migrations }: DeployPlan): Plan {
  const agreed = new Map(migrations.map(({ version, checksum }) => [version, checksum]));
  const other = plan.migrations
    .flatMap((migration): readonly Bound[] => migration.repeats?.filter(isByText) ?? [migration])
    .find(({ version, checksum }) => agreed.get(version) !== checksum);
  if (other === undefined) return plan;
  throw new Failure("history-moved", `${other.file} was changed after the gates had seen it.`, {
    hint: "Run the deploy again: every gate looks at the file as it is now.",
    file: other.file,
  });
}

type Bound = Pick<PlannedMigration, "version" | "checksum" | "file">;

const isByText = ({ reason }: PlannedRepeatable): boolean => reason === "new" || reason === "changed";

const historyMoved = (): Failure =>
  new Failure("history-moved", "Somebody else changed the database after the gates had been asked.", {
    hint: "Run the deploy again: the gates are asked anew.",
  });
