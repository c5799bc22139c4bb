// What concerns the session: settings and transactions.

import type { Node, VariableSetStmt } from "libpg-query";

import type { Change } from "../../core/change.ts";
import { stringOf } from "../tree.ts";
import type { Describers } from "./describe.ts";

export const SESSION_DESCRIBERS: Describers = {
  VariableSetStmt: (node, { start }) =>
    "VariableSetStmt" in node ? [settingChange(node.VariableSetStmt, start)] : [],
  TransactionStmt: (node, { start: at }) => {
    const word = "TransactionStmt" in node ? (node.TransactionStmt.kind ?? "") : "";
    return [{ at, kind: "transaction", verb: word.replace("TRANS_STMT_", "").toLowerCase() }];
  },
};

function settingChange({ kind, name, args, is_local }: VariableSetStmt, at: number): Change {
  if (kind === "VAR_RESET_ALL") return { at, kind: "reset" };
  if (name === undefined || kind === "VAR_RESET" || kind === "VAR_SET_DEFAULT") {
    return { at, kind: "reset", ...(name === undefined ? {} : { name }) };
  }
  return { at, kind: "set", name, value: (args ?? []).map(valueOf), local: is_local === true };
}

function valueOf(node: Node): string {
  if ("TypeCast" in node && node.TypeCast.arg !== undefined) return valueOf(node.TypeCast.arg);
  if (!("A_Const" in node)) return stringOf(node) ?? "";
  const { sval, ival, fval, boolval } = node.A_Const;
  if (sval !== undefined) return sval.sval ?? "";
  if (fval !== undefined) return fval.fval ?? "";
  if (boolval !== undefined) return String(boolval.boolval === true);
  return String(ival?.ival ?? 0);
}
