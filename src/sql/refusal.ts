// Statements that parse but must not stand in a migration, whatever stands around them.

import type { Finding } from "./problems.ts";
import { callsFunction, optionIsOn, optionsOf, stringOf } from "./tree.ts";
import type { Node } from "./tree.ts";

/** A statement as far as a refusal needs it. */
export interface RefusableStatement {
  readonly node: Node;
  readonly start: number;
  readonly kind: string;
  readonly text: string;
}

/** Why a statement is refused; undefined for most. */
export function refusalOf(statement: RefusableStatement): Finding | undefined {
  const refusal = controlRefusal(statement) ?? copyRefusal(statement.kind) ?? lockRefusal(statement);
  return refusal === undefined ? undefined : { ...refusal, index: statement.start };
}

type Refusal = Omit<Finding, "index">;

function controlRefusal({ node, kind: words }: RefusableStatement): Refusal | undefined {
  if (!("TransactionStmt" in node)) return undefined;
  const { kind, chain, options } = node.TransactionStmt;
  const refused = (why: string, remedy: string): Refusal => {
    return { code: "transaction-control", message: `${words} ${why}.`, remedy };
  };
  switch (kind) {
    case "TRANS_STMT_ROLLBACK":
      return refused(
        "would undo the migration that it stands in",
        "Remove it. What undoes a migration goes into its down file; a part of it: SAVEPOINT, ROLLBACK TO.",
      );
    case "TRANS_STMT_PREPARE":
    case "TRANS_STMT_COMMIT_PREPARED":
    case "TRANS_STMT_ROLLBACK_PREPARED":
      return refused(
        "takes the transaction out of lockkeeper's hands",
        "Remove it: a migration and its record in the journal commit together.",
      );
    case "TRANS_STMT_COMMIT":
      return chain === true
        ? refused("AND CHAIN is not supported", "Write COMMIT; and BEGIN; instead.")
        : undefined;
    case "TRANS_STMT_BEGIN":
    case "TRANS_STMT_START":
      return optionIsOn(optionsOf(options), "transaction_read_only", false)
        ? refused("READ ONLY leaves no room for the journal's record", "Remove READ ONLY.")
        : undefined;
    default:
      return undefined;
  }
}

function copyRefusal(kind: string): Refusal | undefined {
  if (kind !== "COPY TO STDOUT") return undefined;
  return {
    code: "copy-data",
    message: "COPY … TO STDOUT has nowhere to write to.",
    remedy: "Remove it: a migration changes the database and reads nothing out.",
  };
}

const UNLOCK_ALL = "pg_advisory_unlock_all";

function lockRefusal(statement: RefusableStatement): Refusal | undefined {
  const discards = statement.kind === "DISCARD ALL";
  if (!discards && !unlocksAll(statement)) return undefined;
  return {
    code: "drops-deploy-lock",
    message: `This ${statement.kind} would release the lock that keeps other deploys out.`,
    remedy: discards
      ? "Write RESET ALL, DISCARD PLANS or DISCARD TEMP, whichever is meant."
      : "Release the locks one by one with pg_advisory_unlock(key).",
  };
}

function unlocksAll({ node, text }: RefusableStatement): boolean {
  if (!/pg_advisory_unlock_all/i.test(text)) return false;
  if (callsFunction(node, UNLOCK_ALL)) return true;
  if (!("DoStmt" in node)) return false;
  const body = stringOf(optionsOf(node.DoStmt.args).get("as")) ?? "";
  return /\bpg_advisory_unlock_all\s*\(/i.test(body);
}
