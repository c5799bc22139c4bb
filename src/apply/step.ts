// Runs one step of a plan: the statements, the checks and the journal row, committed together where they can be.

import type { PlannedMigration, PlannedStatement, Step } from "../core/plan.ts";
import { setLimits, type Session } from "../database/database.ts";
import { record, type JournalEntry } from "../journal/journal.ts";
import { runChecks } from "./checks.ts";
import type { ApplyContext } from "./context.ts";
import { explain, explainEnd } from "./explain.ts";
import { withRetries } from "./retry.ts";

export interface StepRun {
  readonly session: Session;
  readonly migration: PlannedMigration;
  readonly step: Step;
  /** Milliseconds since the migration started. */
  readonly elapsed: () => number;
}

/** Runs the step and journals it. Throws Failure or StatementError; the database is then as before the step. */
export async function runStep(run: StepRun, context: ApplyContext): Promise<void> {
  const { migration, step, session } = run;
  await setLimits(session, step.limits);
  const attempt = step.kind === "autocommit" ? runAlone : runInTransaction;
  await withRetries(() => attempt(run, context), {
    triesMax: canRunAgain(step) ? context.limits.lockTriesMax : 1,
    sleep: (ms) => context.clock.sleep(ms, context.signal),
    onRetry: (retry) => context.watch.retrying(migration, retry),
    stopped: () => context.signal.aborted,
  });
}

/** A concurrent build that failed leaves an invalid index behind, so trying again would meet it. */
const canRunAgain = (step: Step): boolean =>
  !step.statements.some(({ kind }) => kind === "CREATE INDEX CONCURRENTLY" || kind.startsWith("REINDEX"));

async function runInTransaction(run: StepRun, context: ApplyContext): Promise<void> {
  const { session, migration, step } = run;
  await session.run(step.opening ?? "begin");
  try {
    for (const statement of step.statements) await runStatement(run, statement, context);
    if (isLast(run) && migration.checksFile) {
      await runChecks(session, migration.checksFile, migration.checks);
    }
    // The file may have left another role or deferred constraints: the row is ours, and nothing may fail after it.
    await session.run("set local role none; set constraints all immediate");
    await record(session, context.run, entryAfter(run));
    await session.run("commit");
  } catch (error) {
    await session.run("rollback").catch(() => undefined);
    throw explainEnd(error, migration.file);
  }
}

async function runAlone(run: StepRun, context: ApplyContext): Promise<void> {
  const { session, migration, step } = run;
  const number = step.statements[0]?.number ?? step.statementsDone;
  await record(session, context.run, { ...entryFor(migration), event: "begun", statement: number });
  for (const statement of step.statements) await runStatement(run, statement, context);
  if (isLast(run) && migration.checksFile) await checkAlone(session, migration, migration.checksFile);
  await record(session, context.run, entryAfter(run));
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
  const { session, migration } = run;
  context.signal.throwIfAborted();
  context.watch.statementStarted(migration, statement);
  try {
    if (statement.copyData === undefined) await session.run(statement.text);
    else await session.copyIn(statement.text, statement.copyData);
  } catch (error) {
    throw explain(error, { path: migration.file, source: migration.source }, statement);
  }
}

const isLast = ({ migration, step }: StepRun): boolean => migration.steps.at(-1) === step;

function entryAfter(run: StepRun): JournalEntry {
  const { migration, step } = run;
  const reached = { ...entryFor(migration), statement: step.statementsDone, prefix: step.prefix };
  if (!isLast(run)) return { ...reached, event: "advanced" };
  return {
    ...reached,
    event: migration.direction === "up" ? "applied" : "undone",
    durationMs: run.elapsed(),
    ...(migration.downSql === undefined ? {} : { downSql: migration.downSql }),
  };
}

const entryFor = (migration: PlannedMigration): Omit<JournalEntry, "event"> => ({
  direction: migration.direction,
  version: migration.version,
  name: migration.name,
  file: migration.file,
  checksum: migration.checksum,
  essence: migration.essence,
  statements: migration.statements,
});
