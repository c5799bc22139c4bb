// The journey of `up`: file ─▶ store ─▶ sql ─▶ plan ─▶ apply ─▶ journal. The way of the data, on one page.

import { apply } from "../apply/apply.ts";
import type { MigrationFolder } from "../core/migration.ts";
import type { MigrateOutcome } from "../core/outcome.ts";
import type { Plan } from "../core/plan.ts";
import type { Problem } from "../core/problem.ts";
import type { Session } from "../database/database.ts";
import { readHistory } from "../journal/journal.ts";
import {
  chooseUp,
  compareWithHistory,
  makePlan,
  refuseProblems,
  standingProblems,
  type UpRequest,
} from "../plan/plan.ts";
import { applyContext, pendingAfter } from "./doing.ts";
import { told, type Journey } from "./journey.ts";
import { parseEdited, parseUps, readFolder } from "./parsed.ts";
import { lockTarget, openTarget, refuseReadOnly, shownTarget } from "./target.ts";

/** Applies what is pending. The lock is only taken when something is; the plan is then made again under it. */
export function migrate(journey: Journey, request: UpRequest): Promise<MigrateOutcome> {
  const target = shownTarget(journey);
  return told(nothingYet(target), async (known) => {
    const folder = await readFolder(journey); //                            file, store
    known.problems = folder.problems;
    await using session = await openTarget(journey);
    const first = await planUp(journey, session, { folder, request, known }); // sql, plan
    if (first.migrations.length === 0) return;

    await refuseReadOnly(session);
    await using _lock = await lockTarget(journey, session);
    const plan = await planUp(journey, session, { folder, request, known });
    const done = await apply(plan, session, await applyContext(journey)); // apply, journal
    known.applied = done.applied;
    known.pending = pendingAfter(known.pending, done.applied);
    if (done.failure) known.failure = done.failure;
  });
}

interface Telling {
  readonly folder: MigrationFolder;
  readonly request: UpRequest;
  readonly known: { problems: readonly Problem[]; pending: MigrateOutcome["pending"] };
}

/** What `up` would run, by the files and the journal as they are now. Fills in what is known on the way. */
export async function planUp(journey: Journey, session: Session, telling: Telling): Promise<Plan> {
  const { folder, request, known } = telling;
  const history = await readHistory(session);
  const standing = compareWithHistory(folder, history);
  known.pending = standing.pending;
  const problems = standingProblems(standing, await parseEdited(standing), request);
  known.problems = [...folder.problems, ...problems];
  const chosen = await parseUps(chooseUp(standing, history, request));
  const scripts = chosen.flatMap(({ script, verify }) => [script, ...(verify ? [verify] : [])]);
  known.problems = [...known.problems, ...scripts.flatMap((script) => script.problems)];
  refuseProblems(known.problems);
  return makePlan("up", chosen, { history, limits: journey.settings.limits });
}

const nothingYet = (target: string): MigrateOutcome => ({
  command: "migrate",
  direction: "up",
  target,
  applied: [],
  pending: [],
  problems: [],
});
