// Turns what PostgreSQL said about a statement into a failure with file, line and caret.

import { Failure } from "../core/failure.ts";
import { excerptIn, placeIn, type Filled } from "../core/filled-text.ts";
import type { PlannedMigration, PlannedStatement } from "../core/plan.ts";
import { indexOfPosition } from "../core/text-place.ts";
import { isStatementError, SQLSTATE, type StatementError } from "../database/database.ts";

export interface Source {
  readonly path: string;
  readonly source: string;
  readonly filled?: Filled;
}

/** The failure for an error that a statement met. */
export const explain = (
  error: unknown,
  { file, source, filled }: PlannedMigration,
  statement: PlannedStatement,
): unknown =>
  explainIn(error, statement.from ?? { path: file, source, ...(filled && { filled }) }, statement);

/** The same for a statement of a certain file. What is a failure already stays as it is. */
export function explainIn(error: unknown, file: Source, statement: PlannedStatement): unknown {
  if (!isStatementError(error)) return error;
  const inside = error.position === undefined ? 0 : indexOfPosition(statement.text, error.position);
  const index = statement.start + inside;
  const shown = { text: file.source, filled: file.filled };
  const { line } = placeIn(shown, index);
  const details = [error.message, error.detail, error.where].filter(
    (part) => part !== undefined && part !== "",
  );
  return new Failure("statement-failed", `${file.path}:${line}: ${details.join("\n  ")}`, {
    hint: hintFor(error, statement),
    file: file.path,
    line,
    excerpt: excerptIn(shown, index),
    cause: error,
  });
}

/** The failure for an error that came with the end of a step, which belongs to no one statement. */
export function explainEnd(error: unknown, file: string): unknown {
  if (!isStatementError(error)) return error;
  const details = [error.message, error.detail].filter((part) => part !== undefined && part !== "");
  return new Failure("statement-failed", `${file}: at the end of the transaction: ${details.join("\n  ")}`, {
    hint: error.hint ?? "A deferred constraint or trigger refused the change: nothing of this step was kept.",
    file,
    cause: error,
  });
}

/** The next thing to type, by what went wrong; PostgreSQL's own hint where it has one. */
function hintFor(error: StatementError, { concurrent }: PlannedStatement): string {
  if (error.sqlstate === SQLSTATE.lockNotAvailable) {
    return "Another session was faster at every try. Run the same command again, or raise --lock-tries.";
  }
  if (error.sqlstate === SQLSTATE.insufficientPrivilege) {
    return "Run as a role that owns the object (--role NAME), or grant the right.";
  }
  if (error.sqlstate === SQLSTATE.dependentObjects) {
    return (
      "Drop what depends on it first, in the same file: CASCADE would take it away unseen. " +
      "What a repeatable makes comes back with the next lockkeeper up."
    );
  }
  if (concurrent)
    return "Run the same command again when that is put right: what is left of it is mended first.";
  return error.hint ?? "Correct the file and run the same command again: nothing of this step was kept.";
}
