// Applies a plan to a database: runs its steps in order and journals each. It decides nothing.

import { Failure, asFailure } from "../core/failure.ts";
import type { DoneMigration } from "../core/outcome.ts";
import type { Plan, PlannedMigration } from "../core/plan.ts";
import { asRefusal, isStatementError, resetSession, SQLSTATE, type Session } from "../database/database.ts";
import { record, type JournalEntry } from "../journal/journal.ts";
import type { ApplyContext } from "./context.ts";
import { convoysOf, runConvoy } from "./convoy.ts";
import { runStep, tryStep } from "./step.ts";

export { runChecks } from "./checks.ts";
export type { ApplyContext } from "./context.ts";
export type { Observer, StatementScene } from "./observer.ts";
export type { Watch } from "./watch.ts";

/** What was done before the end or the failure: always told together. */
export interface Applied {
  readonly applied: readonly DoneMigration[];
  readonly failure?: Failure;
}

/**
 * Runs the plan under the deploy lock that the caller holds on this session. Never throws for what a migration
 * did: the failure comes back beside what was applied before it.
 */
export async function apply(plan: Plan, session: Session, context: ApplyContext): Promise<Applied> {
  const applied: DoneMigration[] = [];
  const groups = context.observer ? plan.migrations.map((each) => [each]) : convoysOf(plan.migrations);
  const failure = await failureOf(session, context, async () => {
    for (const convoy of groups) {
      context.signal.throwIfAborted();
      await runTogether(convoy, { session, applied }, context);
    }
  });
  return failure === undefined ? { applied } : { applied, failure };
}

/**
 * Runs a migration of one transaction as `apply` would and takes it back before its end, when `reached` has been
 * called. Gives what it failed for; never throws for what a migration did.
 */
export async function tryOut(
  migration: PlannedMigration,
  { session, reached }: { readonly session: Session; readonly reached: () => Promise<void> },
  context: ApplyContext,
): Promise<Failure | undefined> {
  const [step] = migration.steps;
  if (step === undefined) return undefined;
  return await failureOf(session, context, async () => {
    await prepareSession(migration, session, context);
    await tryStep({ session, migration, step, elapsed: () => 0 }, context, reached);
  });
}

/** Does the work, cancels its statement on an interruption, and gives what it was stopped by. */
async function failureOf(
  session: Session,
  { signal }: ApplyContext,
  work: () => Promise<void>,
): Promise<Failure | undefined> {
  let cancelling: Promise<void> | undefined;
  const cancel = (): void => void (cancelling = session.cancel());
  signal.addEventListener("abort", cancel, { once: true });
  try {
    await work();
    return undefined;
  } catch (error) {
    return signal.aborted ? interrupted(error) : asFailure(asRefusal(error));
  } finally {
    signal.removeEventListener("abort", cancel);
    // A request on its way would hit whatever the session is asked next.
    await cancelling;
  }
}

interface Doing {
  readonly session: Session;
  /** Filled as migrations are applied. */
  readonly applied: DoneMigration[];
}

/**
 * Runs a convoy to its end. One that lost its race for a lock is tried again by itself, with all its patience,
 * and the rest goes on after it.
 */
async function runTogether(
  convoy: readonly PlannedMigration[],
  { session, applied }: Doing,
  context: ApplyContext,
): Promise<void> {
  let rest = convoy;
  // Bound: every pass takes one migration away, or throws.
  while (rest.length > 0) {
    const [first] = rest;
    if (!first) return;
    if (rest.length === 1) {
      applied.push(...(await applyMigration(first, session, context)));
      return;
    }
    const { done, error, alone } = await runConvoy(rest, session, context);
    applied.push(...done);
    rest = rest.slice(done.length);
    const [failed] = rest;
    if (!failed) return;
    if (alone !== true) throw await recorded(failed, { session, error }, context);
    applied.push(...(await applyMigration(failed, session, context)));
    rest = rest.slice(1);
  }
}

async function applyMigration(
  migration: PlannedMigration,
  session: Session,
  context: ApplyContext,
): Promise<readonly DoneMigration[]> {
  const startMs = context.clock.monotonicMs();
  const elapsed = (): number => context.clock.monotonicMs() - startMs;
  context.watch.migrationStarted(migration);
  try {
    await prepareSession(migration, session, context);
    for (const step of migration.steps) await runStep({ session, migration, step, elapsed }, context);
  } catch (error) {
    throw await recorded(migration, { session, error, durationMs: elapsed() }, context);
  }
  const durationMs = elapsed();
  context.watch.migrationFinished(migration, durationMs);
  // Repeatables that share a transaction take as long as it does.
  return (migration.repeats ?? [migration]).map(({ version, name }) => ({ version, name, durationMs }));
}

/** A known state before each migration. Behind a pooler the session is shared, and must not be touched. */
async function prepareSession(
  migration: PlannedMigration,
  session: Session,
  context: ApplyContext,
): Promise<void> {
  if (context.fence !== undefined) {
    if (migration.setsSession) throw needsSession(migration);
    return;
  }
  await resetSession(session, context.role === undefined ? {} : { role: context.role });
  for (const statement of migration.preamble) await session.run(statement.text);
}

const needsSession = ({ file }: PlannedMigration): Failure =>
  new Failure(
    "needs-session",
    `${file} changes settings of the session (SET), and a pooler shares that session.`,
    {
      hint: "Give the server's direct URL, or write SET LOCAL where the setting is for this file alone.",
      file,
    },
  );

interface Failing {
  readonly session: Session;
  readonly error: unknown;
  readonly durationMs?: number;
}

/** Journals a failure and gives it back. Where the connection is gone, the missing row itself tells the tale. */
async function recorded(
  migration: PlannedMigration,
  failing: Failing,
  context: ApplyContext,
): Promise<Failure> {
  const { session, error, durationMs } = failing;
  const failure = asFailure(asRefusal(error));
  if (session.lost() !== undefined) return failure;
  const state = isStatementError(failure.cause) ? { sqlstate: failure.cause.sqlstate } : {};
  const place = failure.line === undefined ? {} : { line: failure.line };
  const entry: JournalEntry = {
    event: "failed",
    direction: migration.direction,
    version: migration.version,
    name: migration.name,
    file: migration.file,
    checksum: migration.checksum,
    ...(durationMs === undefined ? {} : { durationMs }),
    error: { message: failure.message, ...state, ...place },
  };
  try {
    await undisturbed(async () => {
      if (context.fence === undefined) await resetSession(session, {});
      await record(session, context.run, entry);
    });
  } catch {
    context.watch.notice("The failure could not be written to the journal.");
  }
  return failure;
}

const CANCELS_MAX = 3;

/** A cancel request that was meant for the migration may arrive late and hit this instead: then it is done again. */
async function undisturbed(work: () => Promise<void>): Promise<void> {
  for (let tryNumber = 1; ; tryNumber++) {
    try {
      await work();
      return;
    } catch (error) {
      const cancelled = isStatementError(error) && error.sqlstate === SQLSTATE.queryCanceled;
      if (!cancelled || tryNumber >= CANCELS_MAX) throw error;
    }
  }
}

function interrupted(error: unknown): Failure {
  const failure = asFailure(error);
  const cancelled = isStatementError(failure.cause) && failure.cause.sqlstate === SQLSTATE.queryCanceled;
  const what = cancelled ? " The running statement was cancelled and its step rolled back." : "";
  return new Failure("interrupted", `Interrupted.${what}`, {
    hint: "What was applied before stays. Run the same command again to go on.",
    cause: error,
  });
}
