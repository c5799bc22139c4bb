// What a concurrent statement makes or takes away, so that a later run can look for what an interrupted one left.

import type { AlterTableStmt, IndexStmt, ReindexStmt } from "libpg-query";

import type { ConcurrentWork } from "../core/statement.ts";
import { reindexIsConcurrent } from "./kind.ts";
import { tokenAt } from "./lexer.ts";
import type { Token } from "./lexer.ts";
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
  const tokens = tokensOf(text);
  const is = (at: number, word: string): boolean => wordOf(text, tokens[at]) === word;
  let at = tokens.findIndex((_, index) => is(index, "on")) + 1;
  if (is(at, "only")) at += 1;
  const opened = is(at, "(");
  if (opened) at += 1;
  at = afterIdentifier(at, is);
  while (is(at, ".")) at = afterIdentifier(at + 1, is);
  if (opened || is(at, "*")) at += 1;
  return tokens[at]?.start ?? text.length;
}

/** One part of a name: `a`, `"a"`, or `U&"a" UESCAPE '!'`. */
function afterIdentifier(at: number, is: (at: number, word: string) => boolean): number {
  return is(at + 1, "uescape") ? at + 3 : at + 1;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const token = tokenAt(text, at);
    if (token.kind !== "space" && !token.kind.endsWith("-comment")) tokens.push(token);
    at = token.end;
  }
  return tokens;
}

/** A word in lower case or a mark; empty for a quoted name, which is never a keyword. */
function wordOf(text: string, token: Token | undefined): string {
  if (token === undefined || token.kind === "quoted-name" || token.kind === "string") return "";
  return text.slice(token.start, token.end).toLowerCase();
}
