// Changes of types: enums, domains, composite and other types.

import type { AlterDomainStmt, AlterEnumStmt, CreateDomainStmt, Node } from "libpg-query";

import type { Change } from "../../core/change.ts";
import type { RelationName } from "../../core/name.ts";
import { relationNamed, relationOf } from "../relation-of.ts";
import { namesOf } from "../tree.ts";
import type { Describers } from "./describe.ts";
import { expressionOf } from "./expression.ts";
import type { Source } from "./source.ts";
import { typeOf } from "./type-name.ts";

export const TYPE_DESCRIBERS: Describers = {
  CreateEnumStmt: (node, { start: at }) => {
    if (!("CreateEnumStmt" in node)) return [];
    const { typeName, vals } = node.CreateEnumStmt;
    return [{ at, kind: "create-enum", type: named(typeName), values: namesOf(vals) }];
  },
  AlterEnumStmt: (node, { start }) => ("AlterEnumStmt" in node ? [alterEnum(node.AlterEnumStmt, start)] : []),
  CompositeTypeStmt: (node, { start: at }) => {
    const type = "CompositeTypeStmt" in node ? relationOf(node.CompositeTypeStmt.typevar) : undefined;
    return type === undefined ? [] : [{ at, kind: "create-composite", type }];
  },
  CreateRangeStmt: (node, { start: at }) =>
    "CreateRangeStmt" in node
      ? [{ at, kind: "create-type", type: named(node.CreateRangeStmt.typeName) }]
      : [],
  CreateDomainStmt: (node, source) =>
    "CreateDomainStmt" in node ? createDomain(node.CreateDomainStmt, source) : [],
  AlterDomainStmt: (node, source) =>
    "AlterDomainStmt" in node ? alterDomain(node.AlterDomainStmt, source) : [],
};

const named = (parts: readonly Node[] | undefined): RelationName =>
  relationNamed(namesOf(parts)) ?? { name: "" };

function alterEnum(node: AlterEnumStmt, at: number): Change {
  const type = named(node.typeName);
  const { oldVal, newVal = "", newValNeighbor, skipIfNewValExists } = node;
  if (oldVal !== undefined) return { at, kind: "rename-enum-value", type, value: oldVal, to: newVal };
  return {
    at,
    kind: "add-enum-value",
    type,
    value: newVal,
    ifNotExists: skipIfNewValExists === true,
    placed: newValNeighbor !== undefined,
  };
}

function createDomain(node: CreateDomainStmt, source: Source): readonly Change[] {
  const type = typeOf(node.typeName)?.type;
  if (type === undefined) return [];
  const constraints = (node.constraints ?? []).flatMap((each) =>
    "Constraint" in each ? [each.Constraint] : [],
  );
  const checks = constraints.filter(({ contype }) => contype === "CONSTR_CHECK");
  return [
    {
      at: source.start,
      kind: "create-domain",
      domain: named(node.domainname),
      type,
      notNull: constraints.some(({ contype }) => contype === "CONSTR_NOTNULL"),
      checks: checks.map((check) => ({
        ...(check.conname === undefined ? {} : { name: check.conname }),
        expression: expressionOf(check.raw_expr, { at: source.at(check.location) }),
      })),
    },
  ];
}

const DOMAIN_VERBS = {
  C: "add-constraint",
  X: "drop-constraint",
  V: "validate-constraint",
  O: "set-not-null",
  N: "drop-not-null",
  T: "set-default",
} as const;

/** `subtype` holds one letter for what is done. */
function alterDomain(node: AlterDomainStmt, { start: at }: Source): readonly Change[] {
  const verb = DOMAIN_VERBS[(node.subtype ?? "") as keyof typeof DOMAIN_VERBS];
  if (verb === undefined) return [];
  const definition = node.def !== undefined && "Constraint" in node.def ? node.def.Constraint : undefined;
  const constraint = node.name ?? definition?.conname;
  return [
    {
      at,
      kind: "alter-domain",
      domain: named(node.typeName),
      verb: definition?.contype === "CONSTR_NOTNULL" ? "set-not-null" : verb,
      ...(constraint === undefined ? {} : { constraint }),
      notValid: definition?.skip_validation === true,
    },
  ];
}
