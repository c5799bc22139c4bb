// What a concurrent statement makes or takes away, so that a later run can look for what an interrupted one left.

import type { AlterTableStmt, IndexStmt, ReindexStmt } from "libpg-query";

import type { ConcurrentWork } from "../core/statement.ts";
import { reindexIsConcurrent } from "./kind.ts";
import { endOfName, nextToken, wordAfter } from "./pieces.ts";
import { partsOf, relationNamed, relationOf } from "./relation-of.ts";
import type { Node } from "./tree.ts";

/** The work of a statement that works concurrently, undefined for every other one. `text` is its source. */
export function concurrentWorkOf(node: Node, text: string): ConcurrentWork | undefined {
  if ("IndexStmt" in node) return createdIndex(node.IndexStmt, text);
  if ("ReindexStmt" in node) return rebuiltIndexes(node.ReindexStmt);
  if ("AlterTableStmt" in node) return detachedPartition(node.AlterTableStmt);
  if (!("DropStmt" in node) || node.DropStmt.concurrent !== true) return undefined;
  const indexes = (node.DropStmt.objects ?? []).flatMap((name) => relationNamed(partsOf(name)) ?? []);
  return { kind: "drop-index", indexes };
}

function createdIndex(statement: IndexStmt, text: string): ConcurrentWork | undefined {
  const table = relationOf(statement.relation);
  if (statement.concurrent !== true || table === undefined) return undefined;
  return {
    kind: "create-index",
    table,
    ...(statement.idxname === undefined ? {} : { index: statement.idxname }),
    unique: statement.unique === true,
    definition: text.slice(endOfTableName(text)),
    ifNotExists: statement.if_not_exists === true,
  };
}

const REINDEX_OBJECTS = {
  REINDEX_OBJECT_INDEX: "index",
  REINDEX_OBJECT_TABLE: "table",
  REINDEX_OBJECT_SCHEMA: "schema",
  REINDEX_OBJECT_DATABASE: "database",
  REINDEX_OBJECT_SYSTEM: "system",
} as const;

function rebuiltIndexes({ kind, name, params, relation }: ReindexStmt): ConcurrentWork | undefined {
  if (kind === undefined || !reindexIsConcurrent(params)) return undefined;
  const named = relationOf(relation) ?? (name === undefined ? undefined : { name });
  return { kind: "reindex", object: REINDEX_OBJECTS[kind], ...(named === undefined ? {} : { name: named }) };
}

function detachedPartition({ relation, cmds }: AlterTableStmt): ConcurrentWork | undefined {
  const parent = relationOf(relation);
  for (const command of cmds ?? []) {
    const definition = "AlterTableCmd" in command ? command.AlterTableCmd.def : undefined;
    if (definition === undefined || !("PartitionCmd" in definition)) continue;
    const partition = relationOf(definition.PartitionCmd.name);
    if (definition.PartitionCmd.concurrent !== true || parent === undefined || !partition) continue;
    return { kind: "detach", parent, partition };
  }
  return undefined;
}

/**
 * The index in the text of a CREATE INDEX of what follows `ON [ONLY] [(] table [)] [*]`. The tree tells where the
 * name begins in the parser's text, not where it ends; the first bare ON is the statement's own, for it is reserved.
 */
function endOfTableName(text: string): number {
  const on = afterWord(text, wordAfter(text, 0, "on")?.end ?? 0, "only");
  const opened = afterWord(text, on, "(");
  const name = endOfName(text, opened);
  const end = opened === on ? afterWord(text, name, "*") : afterWord(text, name, ")");
  return nextToken(text, end)?.start ?? text.length;
}

/** The index after a keyword or mark if that is what comes next; otherwise the index that was given. */
function afterWord(text: string, at: number, word: string): number {
  const token = nextToken(text, at);
  return token !== undefined && text.slice(token.start, token.end).toLowerCase() === word ? token.end : at;
}
