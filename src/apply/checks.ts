// Runs verify scripts: statements that must succeed and, where they answer with a truth value, answer true.

import { Failure } from "../core/failure.ts";
import { excerptIn } from "../core/filled-text.ts";
import type { PlannedStatement } from "../core/plan.ts";
import type { Session, StatementResult } from "../database/database.ts";
import { explainIn, type Source } from "./explain.ts";

/**
 * Runs the statements read-only inside the open transaction and undoes whatever they did.
 * Throws Failure `verify-failed` for the first that fails, or whose first column is boolean and not true in
 * every row (no row at all proves nothing and fails as well).
 */
export async function runChecks(
  session: Session,
  file: Source,
  statements: readonly PlannedStatement[],
): Promise<void> {
  if (statements.length === 0) return;
  await session.run("savepoint lockkeeper_verify");
  await session.run("set local transaction_read_only = on");
  for (const statement of statements) await runCheck(session, file, statement);
  await session.run("rollback to savepoint lockkeeper_verify");
}

async function runCheck(session: Session, file: Source, statement: PlannedStatement): Promise<void> {
  const results = await session.run(statement.text).catch((error: unknown) => {
    throw asVerifyFailure(explainIn(error, file, statement));
  });
  const result = results.at(-1);
  if (!result || answersTrue(result)) return;
  throw new Failure("verify-failed", `${file.path}:${statement.line}: the check did not answer true.`, {
    hint: "The schema or the data is not as the migration promises: correct the migration or the check.",
    file: file.path,
    line: statement.line,
    excerpt: excerptIn({ text: file.source, filled: file.filled }, statement.start),
  });
}

function asVerifyFailure(error: unknown): unknown {
  if (!(error instanceof Failure) || error.code !== "statement-failed") return error;
  const { file, line, excerpt } = error;
  return new Failure("verify-failed", error.message, {
    hint: "A statement of the verify script failed: correct the migration or the check.",
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(excerpt === undefined ? {} : { excerpt }),
    cause: error.cause,
  });
}

function answersTrue(result: StatementResult): boolean {
  const [column] = result.columns;
  if (column?.type !== "boolean") return true;
  return result.rows.length > 0 && result.rows.every((row) => row[column.name] === true);
}
