// The journey of `status`: files and journal side by side, and everything that is wrong with either.

import { Failure } from "../core/failure.ts";
import type { StatusOutcome } from "../core/outcome.ts";
import type { Problem } from "../core/problem.ts";
import { compareWithHistory, standingProblems } from "../plan/plan.ts";
import { told, type Journey } from "./journey.ts";
import { readUnlessKnown } from "./folder-memory.ts";
import { parseEdited } from "./parsed.ts";
import { openWithHistory, shownTarget } from "./target.ts";

/** Reads only. Problems of severity `error` make it a failure, so that a pipeline can stand on it. */
export function showStatus(journey: Journey): Promise<StatusOutcome> {
  return told(nothingYet(shownTarget(journey)), async (known) => {
    const [reading, opening] = [readUnlessKnown(journey), openWithHistory(journey)];
    await Promise.allSettled([reading, opening]);
    const ups = await reading;
    // What is wrong with the files is told even where the database cannot be asked.
    known.problems = ups.problems;
    const { session: opened, history } = await opening;
    await using _session = opened;
    known.applied = history.applied;
    if (ups.isSettled(history)) return;
    const folder = await ups.read();
    const standing = compareWithHistory(folder, history);
    const edited = await parseEdited(standing);
    known.applied = standing.applied;
    known.pending = standing.pending;
    known.unfinished = history.unfinished;
    known.problems = [
      ...folder.problems,
      ...standingProblems(standing, edited, journey.settings),
      ...history.unfinished.map(unfinishedProblem),
    ];
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
  problems: [],
});
