// Splits a parsed file into steps: what commits together.

import { createHash } from "node:crypto";
import type { PlannedStatement, StepKind } from "../core/plan.ts";
import type { Script, Statement } from "../core/statement.ts";

export interface Piece {
  readonly kind: StepKind;
  /** True for a concurrent statement: it waits for old transactions without blocking anybody. */
  readonly patient: boolean;
  readonly statements: readonly PlannedStatement[];
  readonly opening?: string;
  /** Statements of the file that are done after this piece, transaction control included. */
  readonly statementsDone: number;
  /** Hash of those. */
  readonly prefix: string;
}

interface Draft {
  readonly pieces: Piece[];
  open: Statement[];
  /** Number of the first open statement. */
  from: number;
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
  const draft: Draft = { pieces: [], open: [], from: 1, opening: undefined, explicit: false };
  const hashes = prefixHashes(script.statements);
  const close = (done: number): void => closeTransaction(draft, done, hashes[done] ?? "");
  for (const [index, statement] of script.statements.entries()) {
    if (statement.transaction === "control") {
      if (statement.control === "begin") {
        // Settings said before BEGIN may as well be said after it: one transaction fewer.
        if (!draft.open.every((open) => open.setsSession)) close(index);
        draft.explicit = true;
        draft.opening = isPlainBegin(statement.text) ? undefined : statement.text;
      } else {
        close(index + 1);
        draft.explicit = false;
      }
    } else if (standsAlone(statement, outsideTransaction && !draft.explicit)) {
      close(index);
      const statements = [plannedStatement(statement, index + 1)];
      const patient = / CONCURRENTLY$/.test(statement.kind);
      draft.pieces.push({ kind: aloneKind(statement), patient, statements, ...reached(index + 1, hashes) });
    } else {
      if (draft.open.length === 0) draft.from = index + 1;
      draft.open.push(statement);
    }
  }
  close(script.statements.length);
  if (draft.pieces.length === 0) {
    const kind = "transaction";
    draft.pieces.push({ kind, patient: false, statements: [], ...reached(script.statements.length, hashes) });
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
      kind: draft.open.every((statement) => statement.copyData !== undefined) ? "copy" : "transaction",
      patient: false,
      statements: draft.open.map((statement, at) => plannedStatement(statement, draft.from + at)),
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

/** `separate` only needs its own commit, so it keeps the safety of a transaction. */
function aloneKind(statement: Statement): StepKind {
  if (statement.copyData !== undefined) return "copy";
  return statement.transaction === "separate" ? "transaction" : "autocommit";
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
  };
}
