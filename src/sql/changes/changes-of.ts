// From a statement's tree to the changes that it makes: the one list of those who describe.

import type { Change } from "../../core/change.ts";
import { tagOf } from "../tree.ts";
import type { Node } from "../tree.ts";
import { alterTableChanges } from "./alter-table.ts";
import { createTableChange } from "./create-table.ts";
import type { Describers } from "./describe.ts";
import { INDEX_DESCRIBERS } from "./index-change.ts";
import { OBJECT_DESCRIBERS } from "./object-change.ts";
import { ROUTINE_DESCRIBERS } from "./routine.ts";
import { ROW_DESCRIBERS } from "./row-change.ts";
import { SESSION_DESCRIBERS } from "./session-change.ts";
import type { Source } from "./source.ts";
import { TYPE_DESCRIBERS } from "./type-change.ts";

const TABLE_DESCRIBERS: Describers = {
  AlterTableStmt: (node, source) =>
    "AlterTableStmt" in node ? alterTableChanges(node.AlterTableStmt, source) : [],
  CreateStmt: (node, source) =>
    "CreateStmt" in node ? createTableChange(node.CreateStmt, source, false) : [],
  CreateForeignTableStmt: (node, source) =>
    "CreateForeignTableStmt" in node
      ? createTableChange(node.CreateForeignTableStmt.base ?? {}, source, true)
      : [],
};

const DESCRIBERS: Describers = {
  ...TABLE_DESCRIBERS,
  ...INDEX_DESCRIBERS,
  ...OBJECT_DESCRIBERS,
  ...ROUTINE_DESCRIBERS,
  ...TYPE_DESCRIBERS,
  ...ROW_DESCRIBERS,
  ...SESSION_DESCRIBERS,
};

/** Everything that a statement does, in its order. What nobody describes is one change of kind `other`. */
export function changesOf(node: Node, source: Source): readonly Change[] {
  const describe = DESCRIBERS[tagOf(node)];
  const changes = describe?.(node, source);
  if (changes === undefined) return [{ at: source.start, kind: "other", tag: source.kind }];
  if (!("CreateSchemaStmt" in node)) return changes;
  // CREATE SCHEMA may hold what is made in it.
  const held = (node.CreateSchemaStmt.schemaElts ?? []).flatMap((element) => changesOf(element, source));
  return [...changes, ...held];
}
