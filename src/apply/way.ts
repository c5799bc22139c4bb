// Waits, without queueing, until no old transaction holds the tables that a step is about to lock.

import { showBlocker, type Blocker } from "../core/blocker.ts";
import { Failure } from "../core/failure.ts";
import { blocksTraffic, type LockForecast } from "../core/lock.ts";
import type { PlannedMigration } from "../core/plan.ts";
import { findBlockers, type Session } from "../database/database.ts";
import type { ApplyContext } from "./context.ts";

/**
 * Younger transactions will be over within the lock timeout, or lose us one try. Older ones would make everybody
 * who comes after us wait behind our request: so we look, and do not ask yet.
 */
const OLD_TRANSACTION_MS = 200;
const LOOK_EVERY_MS = 50;

/** The locks that make the application wait, each relation once with every mode it is locked in. */
export function trafficLocks(
  migrations: readonly Pick<PlannedMigration, "steps">[],
): readonly LockForecast[] {
  const all = migrations.flatMap(({ steps }) =>
    steps.flatMap(({ statements }) => statements.flatMap((s) => s.locks)),
  );
  const seen = new Map(
    all.filter(({ mode }) => blocksTraffic(mode)).map((lock) => [JSON.stringify(lock), lock]),
  );
  return [...seen.values()];
}

/**
 * Returns when nobody is in the way. Throws Failure `in-the-way`, naming who is, after the limit's lock wait.
 */
export async function waitForWay(
  session: Session,
  { locks, migration }: { readonly locks: readonly LockForecast[]; readonly migration: PlannedMigration },
  context: ApplyContext,
): Promise<void> {
  const deadlineMs = context.clock.monotonicMs() + context.limits.lockWaitMs;
  let told = "";
  // Bound: the deadline; every pass sleeps.
  for (;;) {
    const blockers = await findBlockers(session, locks, OLD_TRANSACTION_MS);
    if (blockers.length === 0) return;
    const who = blockers.map(({ pid, relation }) => `${pid} ${relation}`).join();
    if (who !== told) context.watch.blocked(migration, blockers);
    told = who;
    if (context.clock.monotonicMs() > deadlineMs) throw inTheWay(migration, blockers);
    await context.clock.sleep(LOOK_EVERY_MS, context.signal);
    context.signal.throwIfAborted();
  }
}

/** The failure that names who stands in the way. */
export function inTheWay(migration: PlannedMigration, blockers: readonly Blocker[]): Failure {
  const [first] = blockers;
  const list = blockers.map((blocker) => `\n  ${showBlocker(blocker)}`).join("");
  return new Failure(
    "in-the-way",
    `${migration.file}: could not get its locks. In the way:${list || " nobody any more"}`,
    {
      hint: hintFor(first),
      file: migration.file,
    },
  );
}

function hintFor(blocker: Blocker | undefined): string {
  const again = "Nothing of this step was kept; run the same command again";
  if (blocker?.kind === "dump")
    return `${again} when the dump is done. A backup belongs before a deploy, not beside it.`;
  if (blocker?.kind === "wraparound")
    return `${again} when that autovacuum is done: it must not be cancelled.`;
  if (blocker?.kind === "prepared") return `${again} after COMMIT PREPARED or ROLLBACK PREPARED.`;
  return `${again} when that transaction has ended, or raise --lock-wait and --lock-tries.`;
}
