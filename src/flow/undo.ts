// The journey of `down`: what was applied last is undone first, from the files or from the journal.

import { apply } from "../apply/apply.ts";
import type { MigrateOutcome } from "../core/outcome.ts";
import type { Plan } from "../core/plan.ts";
import type { Problem } from "../core/problem.ts";
import type { Session } from "../database/database.ts";
import { readHistory } from "../journal/journal.ts";
import { chooseDown, compareWithHistory, makePlan, refuseProblems, type DownRequest } from "../plan/plan.ts";
import { refuseProtected, refuseUnconfirmed, type Confirmation } from "./confirm.ts";
import { applyContext } from "./doing.ts";
import { told, type Journey } from "./journey.ts";
import { parseDowns, readFolder } from "./parsed.ts";
import { lockTarget, openTarget, refuseReadOnly, shownTarget } from "./target.ts";

/** Undoes applied migrations after asking. All downs are there and parse, or nothing is done. */
export function undo(journey: Journey, request: DownRequest & Confirmation): Promise<MigrateOutcome> {
  return told(nothingYet(shownTarget(journey)), async (known) => {
    refuseProtected(journey, request);
    await using session = await openTarget(journey);
    const plan = await planDown(journey, session, { request, known });
    if (plan.migrations.length === 0) return;
    await refuseUnconfirmed(journey, question(plan), request);

    await refuseReadOnly(session);
    await using _lock = await lockTarget(journey, session);
    const done = await apply(plan, session, await applyContext(journey));
    known.applied = done.applied;
    if (done.failure) known.failure = done.failure;
    known.pending = compareWithHistory(await readFolder(journey), await readHistory(session)).pending;
  });
}

interface Telling {
  readonly request: DownRequest;
  readonly known: { problems: readonly Problem[]; pending: MigrateOutcome["pending"] };
}

/** What `down` would run. A folder with faults does not stop it: undoing may be what puts things right. */
export async function planDown(journey: Journey, session: Session, telling: Telling): Promise<Plan> {
  const { request, known } = telling;
  const folder = await readFolder(journey);
  const history = await readHistory(session);
  const standing = compareWithHistory(folder, history);
  known.pending = standing.pending;
  const downs = await parseDowns(chooseDown(standing, history, request), folder, session);
  known.problems = [...downs.problems, ...downs.chosen.flatMap(({ script }) => script.problems)];
  refuseProblems(known.problems);
  return makePlan("down", downs.chosen, { history, limits: journey.settings.limits });
}

function question({ migrations }: Plan): string {
  const list = migrations.map(({ version, name }) => `  ${version} ${name}`).join("\n");
  const what = migrations.length === 1 ? "this migration" : `these ${migrations.length} migrations`;
  return `Undo ${what}? Data that only the newer schema holds is lost.\n${list}`;
}

const nothingYet = (target: string): MigrateOutcome => ({
  command: "migrate",
  direction: "down",
  target,
  applied: [],
  pending: [],
  problems: [],
});
