// The journey of `drift`: what differs between a target and what its applied migrations make.

import { compareSnapshots, takeSnapshot, underOneOwner } from "../catalog/catalog.ts";
import { Failure } from "../core/failure.ts";
import type { DriftOutcome } from "../core/outcome.ts";
import { readHistory } from "../journal/journal.ts";
import { told, type Journey } from "./journey.ts";
import { readFolder } from "./parsed.ts";
import { openScratchLike } from "./scratch.ts";
import { openTarget, shownTarget } from "./target.ts";

/** Replays on a scratch database what is applied, and compares the two schemas. The target is only read. */
export function findDrift(journey: Journey): Promise<DriftOutcome> {
  const nothingYet: DriftOutcome = {
    command: "drift",
    target: shownTarget(journey),
    problems: [],
    applied: 0,
    differences: [],
  };
  return told(nothingYet, async (known) => {
    const folder = await readFolder(journey);
    known.problems = folder.problems;
    await using target = await openTarget(journey);
    const history = await readHistory(target);
    known.applied = history.applied.length;
    await using scratch = await openScratchLike(journey, { source: "replay", target, history, folder });
    known.problems = [...known.problems, ...scratch.problems];
    await using session = await scratch.open();
    const [maker] = await session.query<{ name: string }>("select current_user as name");
    const [made, found] = [await takeSnapshot(session), await takeSnapshot(target)];
    known.differences = compareSnapshots(underOneOwner(made, found, maker?.name ?? ""), found);
    const failure = verdictOn(known);
    if (failure) known.failure = failure;
  });
}

function verdictOn({ differences, target = "" }: DriftOutcome): Failure | undefined {
  if (differences.length === 0) return undefined;
  const count = differences.length === 1 ? "1 difference" : `${differences.length} differences`;
  return new Failure("drift-found", `${target} is not what its migrations make: ${count}.`, {
    hint: "Write a migration that makes each of them, or take back by hand what nobody meant to change.",
  });
}
