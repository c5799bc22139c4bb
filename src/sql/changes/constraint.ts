// Constraints of columns and tables, out of the parser's tree.

import type { Constraint, Node } from "libpg-query";

import type { Clause, ConstraintDefinition, ReferenceAction } from "../../core/definition.ts";
import { relationOf } from "../relation-of.ts";
import { namesOf } from "../tree.ts";
import { expressionOf, provenNotNull } from "./expression.ts";

/** Where a constraint stands, and the column that it belongs to if it stands in the definition of one. */
export interface ConstraintPlace extends Clause {
  readonly column?: string;
}

/** The constraint of a node; undefined for what the tree only writes as one, such as DEFAULT. */
export function constraintOf(node: Constraint, place: ConstraintPlace): ConstraintDefinition | undefined {
  const { column, ...clause } = place;
  const base = {
    ...clause,
    ...(node.conname === undefined ? {} : { name: node.conname }),
    inline: column !== undefined,
  };
  const own = column === undefined ? [] : [column];
  const notValid = node.skip_validation === true;
  const deferrable = node.deferrable === true;
  switch (node.contype) {
    case "CONSTR_CHECK":
      return {
        ...base,
        kind: "check",
        expression: expressionOf(node.raw_expr, clause),
        provesNotNull: provenNotNull(node.raw_expr),
        notValid,
        enforced: node.is_enforced === true,
        noInherit: node.is_no_inherit === true,
      };
    case "CONSTR_FOREIGN":
      return { ...base, ...foreignKeyOf(node, own), notValid, deferrable };
    case "CONSTR_UNIQUE":
    case "CONSTR_PRIMARY":
      return {
        ...base,
        kind: node.contype === "CONSTR_UNIQUE" ? "unique" : "primary-key",
        columns: node.keys === undefined ? own : namesOf(node.keys),
        ...(node.indexname === undefined ? {} : { usingIndex: node.indexname }),
        deferrable,
      };
    case "CONSTR_EXCLUSION":
      return {
        ...base,
        kind: "exclude",
        columns: excludedColumns(node),
        method: node.access_method ?? "btree",
      };
    case "CONSTR_NOTNULL":
      return {
        ...base,
        kind: "not-null",
        columns: column === undefined ? namesOf(node.keys) : own,
        notValid,
      };
    default:
      return undefined;
  }
}

const ACTIONS: Readonly<Record<string, ReferenceAction>> = {
  a: "no-action",
  r: "restrict",
  c: "cascade",
  n: "set-null",
  d: "set-default",
};

type ForeignKey = Pick<
  Extract<ConstraintDefinition, { kind: "foreign-key" }>,
  "kind" | "columns" | "references" | "referencedColumns" | "onDelete" | "onUpdate" | "enforced"
>;

function foreignKeyOf(node: Constraint, own: readonly string[]): ForeignKey {
  return {
    kind: "foreign-key",
    columns: node.fk_attrs === undefined ? own : namesOf(node.fk_attrs),
    references: relationOf(node.pktable) ?? { name: "" },
    referencedColumns: namesOf(node.pk_attrs),
    onDelete: ACTIONS[node.fk_del_action ?? "a"] ?? "no-action",
    onUpdate: ACTIONS[node.fk_upd_action ?? "a"] ?? "no-action",
    enforced: node.is_enforced === true,
  };
}

/** The columns of `EXCLUDE (a WITH =, b WITH &&)`; expressions are left out. */
function excludedColumns({ exclusions }: Constraint): readonly string[] {
  return (exclusions ?? []).flatMap((exclusion: Node) => {
    const element = "List" in exclusion ? exclusion.List.items?.[0] : undefined;
    const name = element !== undefined && "IndexElem" in element ? element.IndexElem.name : undefined;
    return name === undefined ? [] : [name];
  });
}
