// Proves a down: up, down, compare, up again, compare; and the up a second time on top of itself.

import { tryOut, type ApplyContext } from "../apply/apply.ts";
import { compareSnapshots } from "../catalog/catalog.ts";
import type { Difference, Snapshot } from "../core/catalog.ts";
import type { Failure } from "../core/failure.ts";
import type { PlannedMigration } from "../core/plan.ts";
import type { RoundTrip } from "../core/rehearsal.ts";
import { applyOne } from "./performance.ts";
import type { Stage } from "./stage.ts";

/** What undoes a migration, or why nothing does. */
export type Down =
  | { readonly kind: "file"; readonly migration: PlannedMigration }
  /** It cannot be run, as one that does not parse. */
  | { readonly kind: "broken"; readonly failure: Failure }
  | { readonly kind: "none" | "irreversible" };

export interface Trip {
  readonly up: PlannedMigration;
  readonly down: Down;
  /** The schema before the up, and after it: the state that the stage is in. */
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** Runs the up once more, watched. */
  readonly again: () => Promise<Failure | undefined>;
}

export interface Tripped {
  readonly roundTrip: RoundTrip;
  /** False where the stage is not in the state after the up any more. */
  readonly intact: boolean;
}

interface Gathered {
  rerun: RoundTrip["rerun"];
  down: RoundTrip["down"];
  restored?: boolean;
  again?: NonNullable<RoundTrip["again"]>;
  differences: readonly Difference[];
  failures: RoundTrip["failures"][number][];
}

/** Goes there and back again, each part as far as the ones before let it. */
export async function makeRoundTrip(trip: Trip, stage: Stage, context: ApplyContext): Promise<Tripped> {
  const { up, down, after } = trip;
  const gathered: Gathered = { rerun: "untried", down: "untried", differences: [], failures: [] };
  // One transaction can be taken back, so it is tried while nothing else has been; the others leave their marks.
  const canTakeBack = up.steps.length === 1 && up.steps[0]?.kind !== "autocommit";
  let intact = true;
  if (canTakeBack) await rerunAndTakeBack(trip, { stage, gathered }, context);
  switch (down.kind) {
    case "file":
      intact = await thereAndBack(trip, down.migration, { stage, gathered, context });
      break;
    case "broken":
      gathered.down = "failed";
      gathered.failures.push({ part: "down", failure: down.failure });
      break;
    case "none":
    case "irreversible":
      gathered.down = down.kind;
  }
  if (!canTakeBack && intact) {
    await rerunForGood(trip, { stage, gathered }, context);
    intact = (await stage.look()).digest === after.digest;
  }
  return { roundTrip: gathered, intact };
}

interface Trying {
  readonly stage: Stage;
  readonly gathered: Gathered;
}

/** Runs down and up. True where the schema is then the one after the first up. */
async function thereAndBack(
  { before, after, again }: Trip,
  down: PlannedMigration,
  { stage, gathered, context }: Trying & { readonly context: ApplyContext },
): Promise<boolean> {
  const { failure } = await applyOne(down, stage, context);
  const undone = await stage.look();
  gathered.down = failure ? "failed" : "ran";
  if (failure) {
    gathered.failures.push({ part: "down", failure });
    return undone.digest === after.digest;
  }
  gathered.restored = undone.digest === before.digest;
  gathered.differences = gathered.restored ? [] : compareSnapshots(before, undone);
  const refused = await again();
  const redone = await stage.look();
  const isSame = redone.digest === after.digest;
  gathered.again = refused ? "failed" : isSame ? "same" : "different";
  if (refused) gathered.failures.push({ part: "again", failure: refused });
  return isSame;
}

async function rerunAndTakeBack(
  { up, after }: Trip,
  { stage, gathered }: Trying,
  context: ApplyContext,
): Promise<void> {
  let reached: Snapshot | undefined;
  const look = async (): Promise<void> => {
    reached = await stage.look();
  };
  const failure = await tryOut(up, { session: stage.session, reached: look }, context);
  gathered.rerun = reached === undefined ? "failed" : reached.digest === after.digest ? "same" : "changed";
  if (failure) gathered.failures.push({ part: "rerun", failure });
}

async function rerunForGood(
  { up, after }: Trip,
  { stage, gathered }: Trying,
  context: ApplyContext,
): Promise<void> {
  const { failure } = await applyOne(up, stage, context);
  const isSame = (await stage.look()).digest === after.digest;
  gathered.rerun = failure ? "failed" : isSame ? "same" : "changed";
  if (failure) gathered.failures.push({ part: "rerun", failure });
}
