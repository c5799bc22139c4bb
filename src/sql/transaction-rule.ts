// Which statements PostgreSQL refuses inside a transaction block, decided on the parser's tree.
// Source: the calls of PreventInTransactionBlock in PostgreSQL 15 to 18; where a later server refuses more, so do we.

import type { TransactionControl, TransactionRule } from "../core/statement.ts";
import { parseRoutine } from "./engine.ts";
import { detachesConcurrently, reindexIsConcurrent } from "./kind.ts";
import { tokenAt } from "./lexer.ts";
import { isFalse, optionIsOn, optionsOf, selectedCalls, stringOf, tagOf, walk } from "./tree.ts";
import type { Node } from "./tree.ts";

/** Refused in every form. */
const ALWAYS_FORBIDDEN: ReadonlySet<string> = new Set([
  "AlterSystemStmt",
  "CreatedbStmt",
  "DropdbStmt",
  "CreateTableSpaceStmt",
  "DropTableSpaceStmt",
  "DropSubscriptionStmt",
]);

/** The rule for a statement by itself; `text` is its source. What follows in the file is not looked at. */
export function transactionRuleOf(node: Node, text: string): TransactionRule {
  if (controlOf(node) !== undefined) return "control";
  if (ALWAYS_FORBIDDEN.has(tagOf(node))) return "forbidden";
  const forbidden =
    refusesIndexWork(node) ||
    refusesMaintenance(node) ||
    refusesSubscription(node) ||
    detachesConcurrently(node) ||
    endsTransactionItself(node, text);
  return forbidden ? "forbidden" : "allowed";
}

/** What BEGIN and COMMIT do; undefined for every other statement, also for ROLLBACK and savepoints. */
export function controlOf(node: Node): TransactionControl | undefined {
  if (!("TransactionStmt" in node)) return undefined;
  const { kind } = node.TransactionStmt;
  if (kind === "TRANS_STMT_BEGIN" || kind === "TRANS_STMT_START") return "begin";
  return kind === "TRANS_STMT_COMMIT" ? "commit" : undefined;
}

function refusesIndexWork(node: Node): boolean {
  if ("IndexStmt" in node) return node.IndexStmt.concurrent === true;
  if ("DropStmt" in node) return node.DropStmt.concurrent === true;
  if (!("ReindexStmt" in node)) return false;
  const { kind, params } = node.ReindexStmt;
  const one = kind === "REINDEX_OBJECT_INDEX" || kind === "REINDEX_OBJECT_TABLE";
  return !one || reindexIsConcurrent(params);
}

function refusesMaintenance(node: Node): boolean {
  if ("VacuumStmt" in node) return node.VacuumStmt.is_vacuumcmd === true;
  if ("ClusterStmt" in node) return node.ClusterStmt.relation === undefined;
  if ("DiscardStmt" in node) return node.DiscardStmt.target === "DISCARD_ALL";
  if ("AlterDatabaseStmt" in node) return optionsOf(node.AlterDatabaseStmt.options).has("tablespace");
  if (!("TransactionStmt" in node)) return false;
  return /_(?:COMMIT|ROLLBACK)_PREPARED$/.test(node.TransactionStmt.kind ?? "");
}

/** What touches the publisher's replication slot cannot be rolled back. */
function refusesSubscription(node: Node): boolean {
  if ("CreateSubscriptionStmt" in node) {
    const options = optionsOf(node.CreateSubscriptionStmt.options);
    return optionIsOn(options, "create_slot", optionIsOn(options, "connect", true));
  }
  if (!("AlterSubscriptionStmt" in node)) return false;
  const options = optionsOf(node.AlterSubscriptionStmt.options);
  switch (node.AlterSubscriptionStmt.kind) {
    case "ALTER_SUBSCRIPTION_REFRESH":
      return true;
    case "ALTER_SUBSCRIPTION_SET_PUBLICATION":
    case "ALTER_SUBSCRIPTION_ADD_PUBLICATION":
    case "ALTER_SUBSCRIPTION_DROP_PUBLICATION":
      return optionIsOn(options, "refresh", true);
    case "ALTER_SUBSCRIPTION_OPTIONS":
      return options.has("failover") || options.has("two_phase");
    default:
      return false;
  }
}

/** A DO block that holds COMMIT or ROLLBACK is refused with "invalid transaction termination". */
function endsTransactionItself(node: Node, text: string): boolean {
  if (!("DoStmt" in node)) return false;
  const options = optionsOf(node.DoStmt.args);
  if ((stringOf(options.get("language")) ?? "plpgsql").toLowerCase() !== "plpgsql") return false;
  const body = stringOf(options.get("as")) ?? "";
  if (!/\b(?:commit|rollback)\b/i.test(body)) return false;
  const routine = parseRoutine(text);
  return routine === undefined ? hasEndingWord(body) : hasEndingStatement(routine);
}

function hasEndingStatement(routine: object): boolean {
  let found = false;
  walk(routine, (tag) => {
    found ||= tag === "PLpgSQL_stmt_commit" || tag === "PLpgSQL_stmt_rollback";
  });
  return found;
}

function hasEndingWord(body: string): boolean {
  for (let at = 0; at < body.length;) {
    const token = tokenAt(body, at);
    if (token.kind === "word" && /^(?:commit|rollback)$/i.test(body.slice(at, token.end))) return true;
    at = token.end;
  }
  return false;
}

/** True for what outlasts the transaction: SET and RESET without LOCAL, and `select set_config(…, false)`. */
export function setsSession(node: Node): boolean {
  if ("VariableSetStmt" in node) {
    const { is_local, name } = node.VariableSetStmt;
    return is_local !== true && name !== "TRANSACTION" && name !== "TRANSACTION SNAPSHOT";
  }
  return selectedCalls(node).some(({ name, args }) => name === "set_config" && isFalse(args[2]));
}
