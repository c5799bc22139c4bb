// Runs one step of a plan: the statements, the checks and the journal row, committed together where they can be.

import type { PlannedMigration, PlannedStatement, Step } from "../core/plan.ts";
import { findBlockers, setLimits, type PipelineRequest, type Session } from "../database/database.ts";
import { record } from "../journal/journal.ts";
import { runChecks } from "./checks.ts";
import type { ApplyContext } from "./context.ts";
import { entriesAfter, entryFor } from "./entry.ts";
import { explain, explainEnd } from "./explain.ts";
import { closingRequests, fenceRequests, openingRequests } from "./framing.ts";
import { observeBuild } from "./progress.ts";
import { mend } from "./mend/mend.ts";
import { isLostRace, withRetries } from "./retry.ts";
import { inTheWay, trafficLocks, waitForWay } from "./way.ts";

export interface StepRun {
  readonly session: Session;
  readonly migration: PlannedMigration;
  readonly step: Step;
  /** Milliseconds since the migration started. */
  readonly elapsed: () => number;
}

/** Runs the step and journals it. Throws; the database is then as before the step, but for what `mend` mends. */
export async function runStep(run: StepRun, context: ApplyContext): Promise<void> {
  const { migration, step, session } = run;
  const locks = trafficLocks([{ steps: [step] }]);
  const attempt = step.kind === "autocommit" ? runAlone : runInTransaction;
  const tryOnce = async (): Promise<void> => {
    await waitForWay(session, { locks, migration }, context);
    const act = (): Promise<void> => attempt(run, context);
    await (context.observer ? context.observer.step({ session, migration, step }, act) : act());
  };
  const { lockTriesMax: triesMax } = context.limits;
  try {
    await withRetries(tryOnce, {
      triesMax,
      sleep: (ms) => context.clock.sleep(ms, context.signal),
      onLost: async (lost) => {
        const blockers = await findBlockers(session, locks, 0);
        context.watch.retrying(migration, { ...lost, triesMax, blockers });
      },
      stopped: () => context.signal.aborted,
    });
  } catch (error) {
    throw isLostRace(error) ? await namingBlockers(run, error) : error;
  }
}

/** When every try was lost, who holds the tables says more than that a timeout passed. */
async function namingBlockers({ session, migration, step }: StepRun, error: unknown): Promise<unknown> {
  const blockers = await findBlockers(session, trafficLocks([{ steps: [step] }]), 0);
  return blockers.length > 0 ? inTheWay(migration, blockers) : error;
}

async function runInTransaction(run: StepRun, context: ApplyContext): Promise<void> {
  const { session, migration, step } = run;
  const whole = migration.steps.length === 1 && migration.resumedAfter === 0;
  try {
    // The file's own settings outlast its steps; behind a pooler there are none, and ours are said each time.
    if (context.fence === undefined) {
      await setLimits(session, step.limits);
      await session.run(step.opening ?? "begin");
    } else {
      const begin = step.opening ?? "begin";
      await send(session, openingRequests({ session, limits: step.limits, begin }, context));
    }
    for (const statement of step.statements) await runStatement(run, statement, context);
    if (isLast(run) && migration.checksFile) {
      await runChecks(session, migration.checksFile, migration.checks);
    }
    await send(session, closingRequests(context));
    for (const entry of entriesAfter(migration, step, whole ? undefined : run.elapsed()))
      await record(session, context.run, entry);
    await session.run("commit");
  } catch (error) {
    await session.run("rollback").catch(() => undefined);
    throw explainEnd(error, migration.file);
  }
}

/**
 * Runs the step's statements in a transaction, calls `reached` at their end, and rolls all of it back: nothing is
 * journalled and no lock waited for. Throws what a statement was refused for.
 */
export async function tryStep(
  run: StepRun,
  context: ApplyContext,
  reached: () => Promise<void>,
): Promise<void> {
  const { session, step, migration } = run;
  try {
    await setLimits(session, step.limits);
    await session.run(step.opening ?? "begin");
    for (const statement of step.statements) await runStatement(run, statement, context);
    await reached();
  } catch (error) {
    throw explainEnd(error, migration.file);
  } finally {
    await session.run("rollback");
  }
}

/** Sends the requests and throws the error that one met. */
async function send(session: Session, requests: readonly PipelineRequest[]): Promise<void> {
  const { error } = await session.pipeline(requests);
  if (error !== undefined) throw error;
}

async function runAlone(run: StepRun, context: ApplyContext): Promise<void> {
  const { session, migration, step } = run;
  const number = step.statements[0]?.number ?? step.statementsDone;
  if (context.fence === undefined) await setLimits(session, step.limits);
  await send(session, fenceRequests(context.fence));
  await record(session, context.run, { ...entryFor(migration), event: "begun", statement: number });
  for (const statement of step.statements) {
    const begunBefore = migration.begunStatement === statement.number;
    const what = await mend(session, { migration, statement, begunBefore }, context);
    if (what === "run") await runWatched(run, statement, context);
  }
  if (isLast(run) && migration.checksFile) await checkAlone(session, migration, migration.checksFile);
  for (const entry of entriesAfter(migration, step, run.elapsed())) await record(session, context.run, entry);
}

/** A concurrent build may take hours, so its progress is read from outside. */
async function runWatched(run: StepRun, statement: PlannedStatement, context: ApplyContext): Promise<void> {
  if (!statement.concurrent) return runStatement(run, statement, context);
  await using _observer = observeBuild(run.session, run.migration, context);
  await runStatement(run, statement, context);
}

async function checkAlone(
  session: Session,
  migration: PlannedMigration,
  file: NonNullable<PlannedMigration["checksFile"]>,
): Promise<void> {
  await session.run("begin");
  try {
    await runChecks(session, file, migration.checks);
  } finally {
    await session.run("rollback");
  }
}

/** Runs one statement of the migration's own file. */
async function runStatement(run: StepRun, statement: PlannedStatement, context: ApplyContext): Promise<void> {
  const { session, migration, step } = run;
  context.signal.throwIfAborted();
  context.watch.statementStarted(migration, statement);
  const act = async (): Promise<void> => {
    if (statement.copyData === undefined) await session.run(statement.text);
    else await session.copyIn(statement.text, statement.copyData);
  };
  try {
    const { observer } = context;
    await (observer ? observer.statement({ session, migration, step, statement }, act) : act());
  } catch (error) {
    throw explain(error, migration, statement);
  }
}

const isLast = ({ migration, step }: StepRun): boolean => migration.steps.at(-1) === step;
