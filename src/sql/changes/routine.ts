// Functions, procedures, triggers, rules, policies and views: what holds code or a query.

import type { CreateFunctionStmt, DoStmt, Node } from "libpg-query";

import type { Change } from "../../core/change.ts";
import type { Body, CreatedRoutine } from "../../core/definition.ts";
import type { RelationName } from "../../core/name.ts";
import { relationNamed, relationOf } from "../relation-of.ts";
import { namesOf, optionIsOn, optionsOf, stringOf } from "../tree.ts";
import { readsOf } from "./create-table.ts";
import type { Describers } from "./describe.ts";
import type { Source } from "./source.ts";

export const ROUTINE_DESCRIBERS: Describers = {
  CreateFunctionStmt: (node, source) =>
    "CreateFunctionStmt" in node ? [createRoutine(node.CreateFunctionStmt, source)] : [],
  DoStmt: (node, source) => ("DoStmt" in node ? [doBlock(node.DoStmt, source)] : []),
  ViewStmt: (node, source) => {
    const view = "ViewStmt" in node ? relationOf(node.ViewStmt.view) : undefined;
    if (!("ViewStmt" in node) || view === undefined) return [];
    const orReplace = node.ViewStmt.replace === true;
    const reads = readsOf(source);
    return [
      { at: source.start, kind: "create-view", view, materialized: false, orReplace, withData: false, reads },
    ];
  },
  CreateTrigStmt: (node, { start: at }) => {
    const table = "CreateTrigStmt" in node ? relationOf(node.CreateTrigStmt.relation) : undefined;
    if (!("CreateTrigStmt" in node) || table === undefined) return [];
    const { trigname: trigger = "", funcname, replace, isconstraint } = node.CreateTrigStmt;
    const routine = named(funcname);
    const flags = { orReplace: replace === true, constraint: isconstraint === true };
    return [{ at, kind: "create-trigger", trigger, table, routine, ...flags }];
  },
  CreatePolicyStmt: (node, { start: at }) => {
    const table = "CreatePolicyStmt" in node ? relationOf(node.CreatePolicyStmt.table) : undefined;
    if (!("CreatePolicyStmt" in node) || table === undefined) return [];
    return [{ at, kind: "create-policy", policy: node.CreatePolicyStmt.policy_name ?? "", table }];
  },
  AlterPolicyStmt: (node, { start: at }) => {
    const table = "AlterPolicyStmt" in node ? relationOf(node.AlterPolicyStmt.table) : undefined;
    if (!("AlterPolicyStmt" in node) || table === undefined) return [];
    return [{ at, kind: "alter-policy", policy: node.AlterPolicyStmt.policy_name ?? "", table }];
  },
  RuleStmt: (node, { start: at }) => {
    const table = "RuleStmt" in node ? relationOf(node.RuleStmt.relation) : undefined;
    if (!("RuleStmt" in node) || table === undefined) return [];
    return [{ at, kind: "create-rule", rule: node.RuleStmt.rulename ?? "", table }];
  },
};

const named = (parts: readonly Node[] | undefined): RelationName =>
  relationNamed(namesOf(parts)) ?? { name: "" };

function createRoutine(node: CreateFunctionStmt, source: Source): Change {
  const options = optionsOf(node.options);
  const language = (stringOf(options.get("language")) ?? "sql").toLowerCase();
  return {
    at: source.start,
    kind: "create-routine",
    routine: named(node.funcname),
    object: node.is_procedure === true ? "procedure" : "function",
    orReplace: node.replace === true,
    language,
    volatility: volatilityIn(stringOf(options.get("volatility"))),
    securityDefiner: optionIsOn(options, "security", false),
    settings: settingsIn(node.options),
    body: bodyOf(options.get("as"), language, source),
  };
}

const volatilityIn = (word: string | undefined): CreatedRoutine["volatility"] =>
  word === "immutable" || word === "stable" ? word : "volatile";

/** Every SET clause is an option of its own. */
function settingsIn(options: readonly Node[] | undefined): readonly string[] {
  return (options ?? []).flatMap((option) => {
    const value = "DefElem" in option && option.DefElem.defname === "set" ? option.DefElem.arg : undefined;
    if (value === undefined || !("VariableSetStmt" in value)) return [];
    return value.VariableSetStmt.name ?? [];
  });
}

function doBlock(node: DoStmt, source: Source): Change {
  const options = optionsOf(node.args);
  const language = (stringOf(options.get("language")) ?? "plpgsql").toLowerCase();
  return { at: source.start, kind: "do-block", body: bodyOf(options.get("as"), language, source) };
}

function bodyOf(as: Node | undefined, language: string, source: Source): Body {
  const inList = as !== undefined && "List" in as ? as.List.items?.[0] : as;
  const text = stringOf(inList);
  return {
    ...(text === undefined ? {} : { text }),
    language,
    definition: source.statement,
    at: source.start,
  };
}
