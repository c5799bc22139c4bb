// Applies a plan to a database: runs its steps in order and journals each. It decides nothing.

import { Failure, asFailure } from "../core/failure.ts";
import type { DoneMigration } from "../core/outcome.ts";
import type { Plan, PlannedMigration } from "../core/plan.ts";
import { isStatementError, resetSession, SQLSTATE, type Session } from "../database/database.ts";
import { ensureJournal, readHistory, record } from "../journal/journal.ts";
import type { ApplyContext } from "./context.ts";
import { runStep } from "./step.ts";

export { runChecks } from "./checks.ts";
export type { ApplyContext } from "./context.ts";
export type { Retry, Watch } from "./watch.ts";

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
  const cancel = (): void => void session.cancel();
  context.signal.addEventListener("abort", cancel, { once: true });
  try {
    await refuseOtherPast(plan, session, context);
    for (const migration of plan.migrations) {
      applied.push(await applyMigration(migration, session, context));
    }
    return { applied };
  } catch (error) {
    return { applied, failure: context.signal.aborted ? interrupted(error) : asFailure(error) };
  } finally {
    context.signal.removeEventListener("abort", cancel);
  }
}

/** The place of check and the place of use are here the same: under the lock. */
async function refuseOtherPast(plan: Plan, session: Session, context: ApplyContext): Promise<void> {
  const history = await readHistory(session);
  if (history.position !== plan.position) {
    throw new Failure("history-moved", "The database's journal moved after this plan was made.", {
      hint: "Somebody else ran migrations in between. Look at lockkeeper status and run the command again.",
    });
  }
  if (!history.exists) await ensureJournal(session, context.run.tool);
}

async function applyMigration(
  migration: PlannedMigration,
  session: Session,
  context: ApplyContext,
): Promise<DoneMigration> {
  const startMs = context.clock.monotonicMs();
  const elapsed = (): number => context.clock.monotonicMs() - startMs;
  context.watch.migrationStarted(migration);
  try {
    await resetSession(session, context.role === undefined ? {} : { role: context.role });
    for (const statement of migration.preamble) await session.run(statement.text);
    for (const step of migration.steps) await runStep({ session, migration, step, elapsed }, context);
  } catch (error) {
    await recordFailure(migration, { session, error, durationMs: elapsed() }, context);
    throw error;
  }
  const durationMs = elapsed();
  context.watch.migrationFinished(migration, durationMs);
  return { version: migration.version, name: migration.name, durationMs };
}

/** Best effort: where the connection is gone, the missing row itself tells that the step did not commit. */
async function recordFailure(
  migration: PlannedMigration,
  what: { readonly session: Session; readonly error: unknown; readonly durationMs: number },
  context: ApplyContext,
): Promise<void> {
  const failure = asFailure(what.error);
  const state = isStatementError(failure.cause) ? { sqlstate: failure.cause.sqlstate } : {};
  const place = failure.line === undefined ? {} : { line: failure.line };
  try {
    await resetSession(what.session, {});
    await record(what.session, context.run, {
      event: "failed",
      direction: migration.direction,
      version: migration.version,
      name: migration.name,
      file: migration.file,
      checksum: migration.checksum,
      durationMs: what.durationMs,
      error: { message: failure.message, ...state, ...place },
    });
  } catch {
    context.watch.notice("The failure could not be written to the journal: the connection is gone.");
  }
}

function interrupted(error: unknown): Failure {
  const failure = asFailure(error);
  const cancelled = isStatementError(failure.cause) && failure.cause.sqlstate === SQLSTATE.queryCanceled;
  const quiet = failure.code === "unexpected";
  const what = cancelled ? "The running statement was cancelled and its step rolled back." : failure.message;
  return new Failure("interrupted", quiet ? "Interrupted." : `Interrupted. ${what}`, {
    hint: "What was applied before stays. Run the same command again to go on.",
    cause: error,
  });
}
