// Expressions: the columns they read, the functions they call, and whether each row gets a value of its own.

import type { Node } from "libpg-query";

import type { Clause, DefaultValue, Expression } from "../../core/definition.ts";
import type { RelationName } from "../../core/name.ts";
import { relationNamed } from "../relation-of.ts";
import { namesOf, walk } from "../tree.ts";
import { TAKES_NUMBER, volatilityOfBuiltIn } from "./built-in.ts";

/** What the tree says of an expression, at a place. */
export function expressionOf(node: Node | undefined, clause: Clause): Expression {
  const columns = new Set<string>();
  const calls: RelationName[] = [];
  let stable = false;
  let isVolatile = false;
  // No walk for what is most common: DEFAULT 0, DEFAULT '', DEFAULT true.
  if (node !== undefined && !("A_Const" in node)) {
    walk({ node }, (tag, body) => {
      if (tag === "ColumnRef") columns.add(namesOf((body as { fields?: Node[] }).fields).at(-1) ?? "*");
      else if (tag === "FuncCall") {
        const name = relationNamed(namesOf((body as { funcname?: Node[] }).funcname));
        const known = name === undefined ? undefined : volatilityOfBuiltIn(name);
        if (known === undefined && name !== undefined) calls.push(name);
        else if (known === "volatile") isVolatile = true;
        else stable = true;
      } else if (tag === "SQLValueFunction") stable = true;
    });
  }
  const volatility = isVolatile ? "volatile" : calls.length > 0 ? "unknown" : stable ? "stable" : "constant";
  return { ...clause, columns: [...columns], calls, volatility };
}

/** What the tree says of a DEFAULT. */
export function defaultOf(node: Node | undefined, clause: Clause): DefaultValue {
  return { ...expressionOf(node, clause), isNull: isNullConstant(node), takesNumber: takesNumber(node) };
}

function isNullConstant(node: Node | undefined): boolean {
  if (node === undefined) return false;
  if ("TypeCast" in node) return isNullConstant(node.TypeCast.arg);
  return "A_Const" in node && node.A_Const.isnull === true;
}

function takesNumber(node: Node | undefined): boolean {
  if (node === undefined || !("FuncCall" in node)) return false;
  return TAKES_NUMBER.has(namesOf(node.FuncCall.funcname).at(-1) ?? "");
}

/** The columns of which a condition that is true or false, never NULL, proves that they hold no NULL. */
export function provenNotNull(node: Node | undefined): readonly string[] {
  if (node === undefined) return [];
  if ("NullTest" in node) {
    const { arg, nulltesttype } = node.NullTest;
    if (nulltesttype !== "IS_NOT_NULL" || arg === undefined || !("ColumnRef" in arg)) return [];
    return namesOf(arg.ColumnRef.fields).slice(-1);
  }
  if (!("BoolExpr" in node)) return [];
  const arms = (node.BoolExpr.args ?? []).map(provenNotNull);
  if (node.BoolExpr.boolop === "AND_EXPR") return arms.flat();
  if (node.BoolExpr.boolop !== "OR_EXPR") return [];
  return (arms[0] ?? []).filter((column) => arms.every((arm) => arm.includes(column)));
}
