// Splits a parsed file into steps: what commits together.

import { createHash } from "node:crypto";
import type { PlannedStatement, StepKind } from "../core/plan.ts";
import type { Script, Statement } from "../core/statement.ts";

export interface Piece {
  readonly kind: StepKind;
  readonly statements: readonly PlannedStatement[];
  readonly opening?: string;
  /** Statements of the file that are done after this piece, transaction control included. */
  readonly statementsDone: number;
  /** Hash of those. */
  readonly prefix: string;
}

interface Draft {
  readonly pieces: Piece[];
  /** With their numbers: a BEGIN may stand between two of them. */
  open: { readonly statement: Statement; readonly number: number }[];
  opening: string | undefined;
  /** True between the file's own BEGIN and COMMIT. */
  explicit: boolean;
}

/**
 * Ordinary statements share one transaction; those that cannot be in one stand alone. BEGIN and COMMIT in the
 * file end a step where the author ended one. With `outsideTransaction` every statement outside BEGIN … COMMIT
 * stands alone. A file without statements is one empty transaction, so that it is journalled like any other.
 */
export function splitScript(script: Script, outsideTransaction: boolean): readonly Piece[] {
  const draft: Draft = { pieces: [], open: [], opening: undefined, explicit: false };
  const hashes = prefixHashes(script.statements);
  const close = (done: number): void => closeTransaction(draft, done, hashes[done] ?? "");
  for (const [index, statement] of script.statements.entries()) {
    if (statement.transaction === "control") {
      if (statement.control === "begin") {
        // Settings said before BEGIN may as well be said after it: one transaction fewer.
        if (!draft.open.every((open) => open.statement.setsSession)) close(index);
        draft.explicit = true;
        draft.opening = isPlainBegin(statement.text) ? undefined : statement.text;
      } else {
        close(index + 1);
        draft.explicit = false;
      }
    } else if (standsAlone(statement, outsideTransaction && !draft.explicit)) {
      close(index);
      const statements = [plannedStatement(statement, index + 1)];
      draft.pieces.push({ kind: aloneKind(statement), statements, ...reached(index + 1, hashes) });
    } else {
      draft.open.push({ statement, number: index + 1 });
    }
  }
  close(script.statements.length);
  if (draft.pieces.length === 0) {
    draft.pieces.push({ kind: "transaction", statements: [], ...reached(script.statements.length, hashes) });
  }
  return withTrailingControl(draft.pieces, script.statements.length, hashes);
}

/** Hashes of the first 0, 1, 2 … statements: what a resume compares. */
function prefixHashes(statements: readonly Statement[]): readonly string[] {
  const hash = createHash("sha256");
  const hashes = [hash.copy().digest("hex")];
  for (const statement of statements) {
    hash.update(`${statement.text}\0${statement.copyData ?? ""}\0`);
    hashes.push(hash.copy().digest("hex"));
  }
  return hashes;
}

const reached = (done: number, hashes: readonly string[]): { statementsDone: number; prefix: string } => ({
  statementsDone: done,
  prefix: hashes[done] ?? "",
});

function closeTransaction(draft: Draft, done: number, prefix: string): void {
  if (draft.open.length > 0) {
    draft.pieces.push({
      kind: draft.open.every(({ statement }) => statement.copyData !== undefined) ? "copy" : "transaction",
      statements: draft.open.map(({ statement, number }) => plannedStatement(statement, number)),
      ...(draft.opening === undefined ? {} : { opening: draft.opening }),
      statementsDone: done,
      prefix,
    });
  }
  draft.open = [];
  draft.opening = undefined;
}

const standsAlone = (statement: Statement, outsideTransaction: boolean): boolean =>
  outsideTransaction || statement.transaction === "forbidden" || statement.transaction === "separate";

/** What may end transactions itself, or work on a partitioned table, which PostgreSQL does outside of them only. */
const MAY_NEED_AUTOCOMMIT = /^(?:CALL|CLUSTER|DO|REINDEX)\b/;

/**
 * What can be in a transaction keeps its safety even where it stands alone: the change and its journal row commit
 * together, and a run that is cut off there leaves no doubt.
 */
function aloneKind({ kind, transaction, copyData }: Statement): StepKind {
  if (copyData !== undefined) return "copy";
  return transaction === "forbidden" || MAY_NEED_AUTOCOMMIT.test(kind) ? "autocommit" : "transaction";
}

const isPlainBegin = (text: string): boolean => /^(begin|start)(\s+(work|transaction))?$/i.test(text.trim());

/** A COMMIT after the last piece belongs to it: the file is done when its last step is. */
function withTrailingControl(
  pieces: readonly Piece[],
  total: number,
  hashes: readonly string[],
): readonly Piece[] {
  const last = pieces.at(-1);
  return last ? [...pieces.slice(0, -1), { ...last, ...reached(total, hashes) }] : pieces;
}

/** A statement of a script as a plan carries it. */
export function plannedStatement(statement: Statement, number: number): PlannedStatement {
  return {
    number,
    kind: statement.kind,
    text: statement.text,
    line: statement.line,
    start: statement.span.start,
    ...(statement.copyData === undefined ? {} : { copyData: statement.copyData }),
    locks: statement.locks,
    ...(statement.concurrent ? { concurrent: statement.concurrent } : {}),
  };
}
