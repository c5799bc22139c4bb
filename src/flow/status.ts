// The journey of `status`: files and journal side by side, and everything that is wrong with either.

import { Failure } from "../core/failure.ts";
import type { AppliedMigration, History } from "../core/history.ts";
import type { MigrationFolder } from "../core/migration.ts";
import type { ListedMigration, StatusOutcome } from "../core/outcome.ts";
import type { Problem } from "../core/problem.ts";
import { repeatableVersion } from "../core/repeatable.ts";
import { compareRepeatables, compareWithHistory, standingProblems } from "../plan/plan.ts";
import type { Session } from "../database/database.ts";
import { readHistory } from "../journal/journal.ts";
import { told, type Journey } from "./journey.ts";
import { recall, readUnlessKnown } from "./folder-memory.ts";
import { parseEdited } from "./parsed.ts";
import { openWithLook, shownTarget } from "./target.ts";

/** Reads only. Problems of severity `error` make it a failure, so that a pipeline can stand on it. */
export function showStatus(journey: Journey): Promise<StatusOutcome> {
  return told(nothingYet(shownTarget(journey)), async (known) => {
    const recalling = recall(journey);
    const opening = openWithLook(journey, recalling, { wantsList: true });
    const reading = readUnlessKnown(journey, recalling);
    await Promise.allSettled([reading, opening]);
    const ups = await reading;
    // What is wrong with the files is told even where the database cannot be asked.
    known.problems = ups.problems;
    const { session: opened, look } = await opening;
    await using session = opened;
    known.applied = look.kind === "known" ? look.listed : look.history.applied.map(listed);
    if (ups.isKnown && look.kind === "known") return;
    const history = look.kind === "read" ? look.history : await readHistory(session);
    const folder = await ups.read();
    const standing = compareWithHistory(folder, history);
    const edited = await parseEdited(standing);
    const left = await leftBehindIn(journey, session, { folder, history });
    known.pending = standing.pending;
    known.unfinished = history.unfinished;
    known.problems = [
      ...folder.problems,
      ...standingProblems(standing, edited, journey.settings),
      ...history.unfinished.map(unfinishedProblem),
      ...left,
    ];
    // What has left nothing is over and done with.
    const named = new Set(left.map(({ version }) => version));
    known.repeatables = compareRepeatables(folder.repeatables, history).filter(
      ({ name, state }) => state !== "removed" || named.has(repeatableVersion(name)),
    );
    const errors = known.problems.filter(({ severity }) => severity === "error").length;
    if (errors === 0) return await ups.remember(history);
    throw new Failure(
      "problems-found",
      errors === 1 ? "There is a problem." : `There are ${errors} problems.`,
      {
        hint: "Each says above what to do about it.",
      },
    );
  });
}

const listed = ({ version, name, by, appliedAt }: AppliedMigration): ListedMigration => ({
  version,
  name,
  by,
  appliedAt,
});

/** What reads catalogs is only loaded where there are repeatables. */
async function leftBehindIn(
  journey: Journey,
  session: Session,
  known: { readonly folder: MigrationFolder; readonly history: History },
): Promise<readonly Problem[]> {
  const states = compareRepeatables(known.folder.repeatables, known.history);
  if (states.every(({ state }) => state === "current" || state === "new")) return [];
  const { whatIsLeftBehind } = await import("./plan-repeated.ts");
  return await whatIsLeftBehind(journey, session, known);
}

function unfinishedProblem(entry: StatusOutcome["unfinished"][number]): Problem {
  const half = entry.direction === "up" ? "applied" : "undone";
  const begun = entry.statementBegun === undefined ? "" : `; statement ${entry.statementBegun} had begun`;
  return {
    code: "unfinished",
    severity: "warning",
    message:
      `${entry.version} ${entry.name} is half ${half}: ` +
      `${entry.statementsDone} of ${entry.statements} statements are done${begun}.`,
    remedy: `lockkeeper ${entry.direction} goes on at the statement that did not finish.`,
    version: entry.version,
  };
}

const nothingYet = (target: string): StatusOutcome => ({
  command: "status",
  target,
  applied: [],
  pending: [],
  unfinished: [],
  repeatables: [],
  problems: [],
});
