// What PostgreSQL calls an expression that has no name, in the names of indexes that it finds.
// Source: FigureColnameInternal of PostgreSQL's parse_target.c.

import type { Node } from "libpg-query";

import { namesOf } from "../tree.ts";

/** A type is only a name where nothing better is below it. */
interface Label {
  readonly text: string;
  readonly isWeak: boolean;
}

/** `lower` for `lower(name)`; undefined where PostgreSQL has no word for it. */
export const labelOf = (node: Node | undefined): string | undefined => labelled(node)?.text;

function labelled(node: Node | undefined): Label | undefined {
  if (node === undefined) return undefined;
  if ("ColumnRef" in node) return strong(namesOf(node.ColumnRef.fields).at(-1));
  if ("FuncCall" in node) return strong(namesOf(node.FuncCall.funcname).at(-1));
  if ("CollateClause" in node) return labelled(node.CollateClause.arg);
  if ("CoalesceExpr" in node) return strong("coalesce");
  if ("A_ArrayExpr" in node) return strong("array");
  if ("MinMaxExpr" in node) return strong(node.MinMaxExpr.op === "IS_LEAST" ? "least" : "greatest");
  if ("A_Expr" in node) return node.A_Expr.kind === "AEXPR_NULLIF" ? strong("nullif") : undefined;
  if ("TypeCast" in node) {
    const below = labelled(node.TypeCast.arg);
    if (below !== undefined && !below.isWeak) return below;
    return weak(namesOf(node.TypeCast.typeName?.names).at(-1)) ?? below;
  }
  if ("CaseExpr" in node) {
    const otherwise = labelled(node.CaseExpr.defresult);
    return otherwise === undefined || otherwise.isWeak ? weak("case") : otherwise;
  }
  return undefined;
}

const strong = (text: string | undefined): Label | undefined =>
  text === undefined ? undefined : { text, isWeak: false };

const weak = (text: string | undefined): Label | undefined =>
  text === undefined ? undefined : { text, isWeak: true };
