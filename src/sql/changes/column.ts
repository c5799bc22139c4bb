// Definitions of columns, out of the parser's tree.

import type { ColumnDef, Constraint } from "libpg-query";

import type { ColumnDefinition, ConstraintDefinition } from "../../core/definition.ts";
import { namesOf } from "../tree.ts";
import { constraintOf } from "./constraint.ts";
import { defaultOf, expressionOf } from "./expression.ts";
import type { Source } from "./source.ts";
import { typeOf } from "./type-name.ts";

/** DEFERRABLE and its kin stand in the tree as constraints of their own, behind the one that they speak of. */
const isAttribute = ({ contype }: Constraint): boolean => contype?.startsWith("CONSTR_ATTR_") === true;

/** The column of a `ColumnDef` in CREATE TABLE or ADD COLUMN. */
export function columnOf(node: ColumnDef, source: Source): ColumnDefinition {
  const name = node.colname ?? "";
  const described = typeOf(node.typeName);
  const clauses = clausesOf(node, source);
  const identity = clauses.find(({ constraint }) => constraint.contype === "CONSTR_IDENTITY")?.constraint;
  const generated = clauses.find(({ constraint }) => constraint.contype === "CONSTR_GENERATED");
  const standard = clauses.find(({ constraint }) => constraint.contype === "CONSTR_DEFAULT");
  const constraints = constraintsOf(clauses, name);
  const collation = namesOf(node.collClause?.collname).at(-1);
  return {
    name,
    at: source.at(node.location),
    ...(described === undefined ? {} : { type: described.type }),
    serial: described?.serial === true,
    notNull: isNotNull(constraints, clauses) || described?.serial === true,
    ...(standard === undefined ? {} : { default: defaultOf(standard.constraint.raw_expr, standard.clause) }),
    ...(generated === undefined ? {} : { generated: generatedOf(generated) }),
    ...(identity === undefined
      ? {}
      : { identity: identity.generated_when === "a" ? "always" : "by-default" }),
    ...(collation === undefined ? {} : { collation }),
    constraints: constraints.filter(({ kind, name: given }) => kind !== "not-null" || given !== undefined),
  };
}

interface PlacedConstraint {
  readonly constraint: Constraint;
  readonly clause: { readonly at: number; readonly end?: number };
}

/** The constraints of a column with where each starts and where the next one does. */
function clausesOf(node: ColumnDef, source: Source): readonly PlacedConstraint[] {
  const all = (node.constraints ?? []).flatMap((each) => ("Constraint" in each ? [each.Constraint] : []));
  const own = all.filter((constraint) => !isAttribute(constraint));
  const starts = own.map(({ location }) => source.at(location));
  const collation = node.collClause?.location;
  const stops = collation === undefined ? starts : [...starts, source.at(collation)];
  return own.map((constraint, index) => {
    const at = starts[index] ?? 0;
    const next = stops.filter((stop) => stop > at);
    const end = next.length === 0 ? {} : { end: Math.min(...next) };
    const deferrable = all[all.indexOf(constraint) + 1]?.contype === "CONSTR_ATTR_DEFERRABLE";
    return { constraint: deferrable ? { ...constraint, deferrable } : constraint, clause: { at, ...end } };
  });
}

function constraintsOf(
  clauses: readonly PlacedConstraint[],
  column: string,
): readonly ConstraintDefinition[] {
  return clauses.flatMap(({ constraint, clause }) => constraintOf(constraint, { ...clause, column }) ?? []);
}

/** An identity column and a primary key say NOT NULL without saying it. */
function isNotNull(
  constraints: readonly ConstraintDefinition[],
  clauses: readonly PlacedConstraint[],
): boolean {
  if (constraints.some(({ kind }) => kind === "not-null" || kind === "primary-key")) return true;
  return clauses.some(({ constraint }) => constraint.contype === "CONSTR_IDENTITY");
}

function generatedOf({ constraint, clause }: PlacedConstraint): NonNullable<ColumnDefinition["generated"]> {
  return {
    kind: constraint.generated_kind === "v" ? "virtual" : "stored",
    expression: expressionOf(constraint.raw_expr, clause),
  };
}
