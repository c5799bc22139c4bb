// The journey of `down`: what was applied last is undone first, from the files or from the journal.

import { Failure } from "../core/failure.ts";
import type { History } from "../core/history.ts";
import type { MigrationFolder } from "../core/migration.ts";
import type { MigrateOutcome } from "../core/outcome.ts";
import type { Plan } from "../core/plan.ts";
import type { Problem } from "../core/problem.ts";
import type { Session } from "../database/database.ts";
import { readHistory } from "../journal/journal.ts";
import { chooseDown, compareWithHistory, makePlan, refuseProblems, type DownRequest } from "../plan/plan.ts";
import { refuseProtected, refuseUnconfirmed, type Confirmation } from "./confirm.ts";
import { applyToTheEnd } from "./doing.ts";
import { told, type Journey } from "./journey.ts";
import { parseDowns, readFolder } from "./parsed.ts";
import { openTarget, shownTarget } from "./target.ts";

/** Undoes applied migrations after asking. All downs are there and parse, or nothing is done. */
export function undo(journey: Journey, request: DownRequest & Confirmation): Promise<MigrateOutcome> {
  return told(nothingYet(shownTarget(journey)), async (known) => {
    refuseProtected(journey, request);
    await using session = await openTarget(journey);
    const asked = { folder: await readFolder(journey), session, request, known };
    const plan = await planDown(journey, await readHistory(session), asked);
    if (plan.migrations.length === 0) return;
    await refuseUnconfirmed(journey, question(plan), request);

    const agreed = { only: new Set(plan.migrations.map(({ version }) => version)) };
    const done = await applyToTheEnd(journey, session, (now, only, current) => {
      // The first plan was shown and agreed to: it is not carried out on a journal that has moved since.
      if (only === undefined && now.position !== plan.position) throw historyMoved();
      return planDown(journey, now, { ...asked, session: current, request: only ?? agreed });
    });
    known.applied = done.applied;
    const undone = new Set(done.applied.map(({ version }) => version));
    known.pending = asked.folder.migrations.filter(
      (migration) => undone.has(migration.version) || known.pending.includes(migration),
    );
    if (done.failure) known.failure = done.failure;
  });
}

const historyMoved = (): Failure =>
  new Failure("history-moved", "The database's journal moved after this was agreed to.", {
    hint: "Somebody else ran migrations in between. Look at lockkeeper status and run the command again.",
  });

interface Asked {
  readonly folder: MigrationFolder;
  /** Reads the downs that only the journal has. */
  readonly session: Session;
  readonly request: DownRequest;
  readonly known: { problems: readonly Problem[]; pending: MigrateOutcome["pending"] };
}

/** What `down` would run. A folder with faults does not stop it: undoing may be what puts things right. */
export async function planDown(journey: Journey, history: History, asked: Asked): Promise<Plan> {
  const { folder, session, request, known } = asked;
  const standing = compareWithHistory(folder, history);
  known.pending = standing.pending;
  const downs = await parseDowns(journey, chooseDown(standing, history, request), { folder, session });
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
