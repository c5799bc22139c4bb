// The kind of a statement in words: PostgreSQL's command tag, with CONCURRENTLY where it changes what happens.

import { objectWords } from "./object-words.ts";
import { optionIsOn, optionsOf, tagOf } from "./tree.ts";
import type { Node } from "./tree.ts";

/** Nodes whose words never change and cannot be read off the node's name. */
const FIXED: Readonly<Record<string, string>> = {
  AlterCollationStmt: "ALTER COLLATION",
  AlterDatabaseRefreshCollStmt: "ALTER DATABASE",
  AlterDatabaseSetStmt: "ALTER DATABASE",
  AlterDefaultPrivilegesStmt: "ALTER DEFAULT PRIVILEGES",
  AlterEnumStmt: "ALTER TYPE",
  AlterEventTrigStmt: "ALTER EVENT TRIGGER",
  AlterExtensionContentsStmt: "ALTER EXTENSION",
  AlterFdwStmt: "ALTER FOREIGN DATA WRAPPER",
  AlterForeignServerStmt: "ALTER SERVER",
  AlterOpFamilyStmt: "ALTER OPERATOR FAMILY",
  AlterRoleSetStmt: "ALTER ROLE",
  AlterSeqStmt: "ALTER SEQUENCE",
  AlterStatsStmt: "ALTER STATISTICS",
  AlterTSConfigurationStmt: "ALTER TEXT SEARCH CONFIGURATION",
  AlterTSDictionaryStmt: "ALTER TEXT SEARCH DICTIONARY",
  AlterTableMoveAllStmt: "ALTER TABLESPACE",
  AlterTableSpaceOptionsStmt: "ALTER TABLESPACE",
  CheckPointStmt: "CHECKPOINT",
  ClosePortalStmt: "CLOSE CURSOR",
  CompositeTypeStmt: "CREATE TYPE",
  ConstraintsSetStmt: "SET CONSTRAINTS",
  CreateAmStmt: "CREATE ACCESS METHOD",
  CreateEnumStmt: "CREATE TYPE",
  CreateEventTrigStmt: "CREATE EVENT TRIGGER",
  CreateFdwStmt: "CREATE FOREIGN DATA WRAPPER",
  CreateForeignServerStmt: "CREATE SERVER",
  CreateOpClassStmt: "CREATE OPERATOR CLASS",
  CreateOpFamilyStmt: "CREATE OPERATOR FAMILY",
  CreatePLangStmt: "CREATE LANGUAGE",
  CreateRangeStmt: "CREATE TYPE",
  CreateSeqStmt: "CREATE SEQUENCE",
  CreateStatsStmt: "CREATE STATISTICS",
  CreateStmt: "CREATE TABLE",
  CreateTableSpaceStmt: "CREATE TABLESPACE",
  CreateTrigStmt: "CREATE TRIGGER",
  CreatedbStmt: "CREATE DATABASE",
  DeclareCursorStmt: "DECLARE CURSOR",
  DropTableSpaceStmt: "DROP TABLESPACE",
  DropdbStmt: "DROP DATABASE",
  LockStmt: "LOCK TABLE",
  RuleStmt: "CREATE RULE",
  SecLabelStmt: "SECURITY LABEL",
  TruncateStmt: "TRUNCATE TABLE",
  VariableShowStmt: "SHOW",
  ViewStmt: "CREATE VIEW",
};

/** The words for a statement. A node that no table knows gets the words of its own name. */
export function kindOf(node: Node): string {
  const tag = tagOf(node);
  return FIXED[tag] ?? indexKind(node) ?? objectKind(node) ?? choiceKind(node) ?? wordsOfTag(tag);
}

/** `AlterFooBarStmt` reads as ALTER FOO BAR. */
function wordsOfTag(tag: string): string {
  return tag
    .replace(/Stmt$/, "")
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();
}

const concurrently = (kind: string, on: boolean | undefined): string => (on ? `${kind} CONCURRENTLY` : kind);

/** True for REINDEX … CONCURRENTLY in either of its spellings. */
export const reindexIsConcurrent = (params: readonly Node[] | undefined): boolean =>
  optionIsOn(optionsOf(params), "concurrently", false);

/** Statements that have a CONCURRENTLY form. */
function indexKind(node: Node): string | undefined {
  if ("IndexStmt" in node) return concurrently("CREATE INDEX", node.IndexStmt.concurrent);
  if ("ReindexStmt" in node) {
    const what = (node.ReindexStmt.kind ?? "").replace("REINDEX_OBJECT_", "");
    return concurrently(`REINDEX ${what}`, reindexIsConcurrent(node.ReindexStmt.params));
  }
  if ("DropStmt" in node) {
    return concurrently(`DROP ${objectWords(node.DropStmt.removeType)}`, node.DropStmt.concurrent);
  }
  if ("RefreshMatViewStmt" in node) {
    return concurrently("REFRESH MATERIALIZED VIEW", node.RefreshMatViewStmt.concurrent);
  }
  if (!("AlterTableStmt" in node)) return undefined;
  const kind = `ALTER ${objectWords(node.AlterTableStmt.objtype)}`;
  return detachesConcurrently(node) ? `${kind} DETACH PARTITION CONCURRENTLY` : kind;
}

/** True for ALTER TABLE … DETACH PARTITION … CONCURRENTLY; its FINALIZE form may run in a transaction. */
export function detachesConcurrently(node: Node): boolean {
  if (!("AlterTableStmt" in node)) return false;
  return (node.AlterTableStmt.cmds ?? []).some((command) => {
    const definition = "AlterTableCmd" in command ? command.AlterTableCmd.def : undefined;
    if (definition === undefined || !("PartitionCmd" in definition)) return false;
    return definition.PartitionCmd.concurrent === true;
  });
}

/** Statements that name the kind of object they work on. */
function objectKind(node: Node): string | undefined {
  if ("DefineStmt" in node) return `CREATE ${objectWords(node.DefineStmt.kind)}`;
  if ("RenameStmt" in node) {
    const { renameType, relationType } = node.RenameStmt;
    return `ALTER ${objectWords(renameType === "OBJECT_COLUMN" ? relationType : renameType)}`;
  }
  if ("AlterObjectSchemaStmt" in node) return `ALTER ${objectWords(node.AlterObjectSchemaStmt.objectType)}`;
  if ("AlterObjectDependsStmt" in node) return `ALTER ${objectWords(node.AlterObjectDependsStmt.objectType)}`;
  if ("AlterOwnerStmt" in node) return `ALTER ${objectWords(node.AlterOwnerStmt.objectType)}`;
  if ("AlterFunctionStmt" in node) return `ALTER ${objectWords(node.AlterFunctionStmt.objtype)}`;
  if ("CreateFunctionStmt" in node) {
    return node.CreateFunctionStmt.is_procedure ? "CREATE PROCEDURE" : "CREATE FUNCTION";
  }
  if (!("CreateTableAsStmt" in node)) return undefined;
  if (node.CreateTableAsStmt.objtype === "OBJECT_MATVIEW") return "CREATE MATERIALIZED VIEW";
  return node.CreateTableAsStmt.is_select_into ? "SELECT INTO" : "CREATE TABLE AS";
}

/** Statements whose words depend on a choice that the node holds. */
function choiceKind(node: Node): string | undefined {
  if ("SelectStmt" in node) return node.SelectStmt.intoClause === undefined ? "SELECT" : "SELECT INTO";
  if ("TransactionStmt" in node) return transactionWords(node.TransactionStmt.kind ?? "");
  if ("VariableSetStmt" in node) return node.VariableSetStmt.kind?.startsWith("VAR_RESET") ? "RESET" : "SET";
  if ("VacuumStmt" in node) return node.VacuumStmt.is_vacuumcmd ? "VACUUM" : "ANALYZE";
  if ("GrantStmt" in node) return node.GrantStmt.is_grant ? "GRANT" : "REVOKE";
  if ("GrantRoleStmt" in node) return node.GrantRoleStmt.is_grant ? "GRANT ROLE" : "REVOKE ROLE";
  if ("FetchStmt" in node) return node.FetchStmt.ismove ? "MOVE" : "FETCH";
  if ("DiscardStmt" in node) return (node.DiscardStmt.target ?? "").replace("_", " ");
  if ("DeallocateStmt" in node) return node.DeallocateStmt.isall ? "DEALLOCATE ALL" : "DEALLOCATE";
  if (!("CopyStmt" in node)) return undefined;
  const { is_from, is_program, filename } = node.CopyStmt;
  const direction = is_from ? "COPY FROM" : "COPY TO";
  if (is_program) return `${direction} PROGRAM`;
  if (filename !== undefined) return direction;
  return is_from ? "COPY FROM STDIN" : "COPY TO STDOUT";
}

const TRANSACTION_WORDS: Readonly<Record<string, string>> = {
  TRANS_STMT_START: "START TRANSACTION",
  TRANS_STMT_ROLLBACK_TO: "ROLLBACK TO SAVEPOINT",
  TRANS_STMT_PREPARE: "PREPARE TRANSACTION",
};

const transactionWords = (kind: string): string =>
  TRANSACTION_WORDS[kind] ?? kind.replace("TRANS_STMT_", "").replaceAll("_", " ");
