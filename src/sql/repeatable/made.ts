// The objects that a statement makes, as far as a repeatable may make them: all that can be made anew without loss.

import type { CreateFunctionStmt, IndexStmt, ViewStmt } from "libpg-query";

import type { MadeKind, MadeObject } from "../../core/repeatable.ts";
import type { RelationName } from "../../core/name.ts";
import { relationNamed, relationOf } from "../relation-of.ts";
import { namesOf, type Node } from "../tree.ts";
import { signatureOf } from "./signature.ts";
import { queryOfView } from "./view-query.ts";

/** What the statement with this tree and this text makes; undefined where it makes nothing that is followed. */
export function madeBy(node: Node, text: string, statement: number): MadeObject | undefined {
  if ("ViewStmt" in node) return madeView(node.ViewStmt, text, statement);
  if ("CreateFunctionStmt" in node) return madeRoutine(node.CreateFunctionStmt, statement);
  if ("IndexStmt" in node) return madeIndex(node.IndexStmt, statement);
  if ("CreateTableAsStmt" in node) {
    const { objtype, into } = node.CreateTableAsStmt;
    const name = objtype === "OBJECT_MATVIEW" ? relationOf(into?.rel) : undefined;
    return name === undefined ? undefined : { kind: "materialized view", name, statement, replaces: false };
  }
  if ("CreateTrigStmt" in node) {
    const { trigname, relation, replace } = node.CreateTrigStmt;
    return onTable("trigger", { name: trigname, table: relationOf(relation), statement, replace });
  }
  if ("CreatePolicyStmt" in node) {
    const { policy_name, table } = node.CreatePolicyStmt;
    return onTable("policy", { name: policy_name, table: relationOf(table), statement });
  }
  if ("RuleStmt" in node) {
    const { rulename, relation, replace } = node.RuleStmt;
    return onTable("rule", { name: rulename, table: relationOf(relation), statement, replace });
  }
  return undefined;
}

/** A temporary view goes with the session. */
function madeView(node: ViewStmt, text: string, statement: number): MadeObject | undefined {
  const name = node.view?.relpersistence === "t" ? undefined : relationOf(node.view);
  if (name === undefined) return undefined;
  const replaces = node.replace === true;
  const query = replaces ? queryOfView(text) : undefined;
  const view = query === undefined ? {} : { view: { query, columns: namesOf(node.aliases) } };
  return { kind: "view", name, statement, replaces, ...view };
}

function madeRoutine(node: CreateFunctionStmt, statement: number): MadeObject | undefined {
  const name = relationNamed(namesOf(node.funcname));
  if (name === undefined) return undefined;
  return {
    kind: node.is_procedure === true ? "procedure" : "function",
    name,
    statement,
    replaces: node.replace === true,
    routine: signatureOf(node),
  };
}

function madeIndex({ idxname, relation }: IndexStmt, statement: number): MadeObject | undefined {
  const table = relationOf(relation);
  if (table === undefined) return undefined;
  const schema = table.schema === undefined ? {} : { schema: table.schema };
  return { kind: "index", name: { ...schema, name: idxname ?? "" }, table, statement, replaces: false };
}

interface OnTable {
  readonly name: string | undefined;
  readonly table: RelationName | undefined;
  readonly statement: number;
  readonly replace?: boolean | undefined;
}

function onTable(kind: MadeKind, { name, table, statement, replace }: OnTable): MadeObject | undefined {
  if (name === undefined || table === undefined) return undefined;
  return { kind, name: { name }, table, statement, replaces: replace === true };
}
