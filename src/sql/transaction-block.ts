// BEGIN … COMMIT in a file: what the runner takes over, and what it cannot honour.

import type { Statement } from "../core/statement.ts";
import type { EnumUse } from "./enum-value.ts";
import type { Finding } from "./problems.ts";

/** A statement as far as transactions go. */
export type BlockStatement = Pick<Statement, "kind" | "span" | "transaction" | "control">;

interface Block {
  /** Index of the BEGIN among the statements. */
  readonly begin: number;
  /** Index of the COMMIT; undefined for a block that the file leaves open. */
  readonly commit: number | undefined;
}

/** What is wrong with how the statements of a file stand between its BEGIN and COMMIT. */
export function blockFindings(
  statements: readonly BlockStatement[],
  enumUses: readonly EnumUse[],
): readonly Finding[] {
  const { blocks, findings } = blocksOf(statements);
  const inside = blocks.flatMap(({ begin, commit }) => {
    const held = statements.slice(begin + 1, commit);
    return held.filter(({ transaction }) => transaction === "forbidden").map(forbiddenFinding);
  });
  const enums = enumUses.flatMap((use) => enumFinding(statements, blocks, use) ?? []);
  return [...findings, ...inside, ...enums];
}

function blocksOf(statements: readonly BlockStatement[]): { blocks: Block[]; findings: Finding[] } {
  const blocks: Block[] = [];
  const findings: Finding[] = [];
  let begin: number | undefined;
  for (const [index, statement] of statements.entries()) {
    if (statement.control === "begin") {
      if (begin === undefined) begin = index;
      else findings.push(nestedFinding(statement));
    } else if (statement.control === "commit") {
      if (begin === undefined) findings.push(strayCommitFinding(statement));
      else blocks.push({ begin, commit: index });
      begin = undefined;
    }
  }
  const open = begin === undefined ? undefined : statements[begin];
  if (begin !== undefined && open !== undefined) {
    blocks.push({ begin, commit: undefined });
    findings.push(openFinding(open));
  }
  return { blocks, findings };
}

function nestedFinding({ span, kind }: BlockStatement): Finding {
  return {
    code: "transaction-control",
    severity: "warning",
    message: `${kind} inside a transaction does nothing.`,
    remedy: "Remove it, or write SAVEPOINT if a part is to be undone by itself.",
    index: span.start,
  };
}

function strayCommitFinding({ span, kind }: BlockStatement): Finding {
  return {
    code: "transaction-control",
    severity: "warning",
    message: `${kind} without a BEGIN before it does nothing: lockkeeper opens and commits the transaction.`,
    remedy: "Remove it.",
    index: span.start,
  };
}

function openFinding({ span, kind }: BlockStatement): Finding {
  return {
    code: "transaction-control",
    severity: "warning",
    message: `${kind} has no COMMIT: lockkeeper commits at the end of the file.`,
    remedy: "Add COMMIT; at the end, or remove both: lockkeeper opens a transaction by itself.",
    index: span.start,
  };
}

function forbiddenFinding({ span, kind }: BlockStatement): Finding {
  return {
    code: "forbidden-in-transaction",
    message: `PostgreSQL does not run this ${kind} inside BEGIN … COMMIT.`,
    remedy: "Move it out of the block: lockkeeper runs it by itself, after what stands before it.",
    index: span.start,
  };
}

function enumFinding(
  statements: readonly BlockStatement[],
  blocks: readonly Block[],
  { addedAt, usedAt }: EnumUse,
): Finding | undefined {
  const together = blocks.some(
    ({ begin, commit }) => addedAt > begin && usedAt < (commit ?? statements.length),
  );
  const user = statements[usedAt];
  if (!together || user === undefined) return undefined;
  return {
    code: "forbidden-in-transaction",
    message: "This uses an enum value that the same transaction has added; PostgreSQL refuses that.",
    remedy: "Write COMMIT; after ALTER TYPE … ADD VALUE, or remove BEGIN and COMMIT from the file.",
    index: user.span.start,
  };
}
