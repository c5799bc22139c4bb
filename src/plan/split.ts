// Splits a parsed file into steps: what commits together, numbered and hashed for the journal.

import { createHash } from "node:crypto";

import { commitGroups } from "../core/commit-group.ts";
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

/** The steps of a file. One without statements is one empty transaction, and journalled like any other. */
export function splitScript(script: Script, outsideTransaction: boolean): readonly Piece[] {
  const { statements } = script;
  const hashes = prefixHashes(statements);
  return commitGroups(script, outsideTransaction).map(({ kind, members, opening, done }) => ({
    kind,
    statements: members.flatMap((index) => {
      const statement = statements[index];
      return statement === undefined ? [] : [plannedStatement(statement, index + 1)];
    }),
    ...(opening === undefined ? {} : { opening }),
    statementsDone: done,
    prefix: hashes[done] ?? "",
  }));
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
