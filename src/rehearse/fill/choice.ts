// The ways to make the values of a column, or of some columns together.

import { raw, sql, type Fragment } from "./fragment.ts";

/** SQL of a value that depends on an index: a bigint from 0. */
export interface Formula {
  readonly kind: "formula";
  readonly at: (index: Fragment) => Fragment;
  /** How many different values it has, for the indexes below this number; from there on it may fail. */
  readonly distinct: number;
}

/** One value, in the form in which the type reads it. */
export interface Constant {
  readonly kind: "constant";
  readonly text: string;
}

/** A row of the parent: the one with the number of the index. Those columns that are named in `without` become null. */
export interface FromParent {
  readonly kind: "parent";
  /** The row after that one instead, on the second round the one after the next, and so on: never the same. */
  readonly ahead: boolean;
  readonly without: readonly string[];
}

export interface Null {
  readonly kind: "null";
}

export type OwnChoice = Formula | Constant | Null;
export type Choice = OwnChoice | FromParent;

/** More than any table has rows. */
export const ENDLESS: number = Number.MAX_SAFE_INTEGER;

export const NULL: Null = { kind: "null" };

export const constant = (text: string): Constant => ({ kind: "constant", text });

export const constants = (texts: readonly string[]): readonly Constant[] => [...new Set(texts)].map(constant);

export const formula = (at: (index: Fragment) => Fragment, distinct: number = ENDLESS): Formula => ({
  kind: "formula",
  at,
  distinct: Math.min(ENDLESS, Math.floor(distinct)),
});

export const isConstant = (choice: Choice): choice is Constant => choice.kind === "constant";

/** How many columns a choice leaves null. */
export function nullsIn(choice: Choice | undefined): number {
  if (choice?.kind === "parent") return choice.without.length;
  return choice?.kind === "null" ? 1 : 0;
}

/** The index as it stays below a bound; indexes below `reach` are all that will be asked for. */
export const wrapped = (index: Fragment, bound: number, reach: number): Fragment =>
  bound >= reach ? index : sql`(${index} % ${raw(Math.max(1, bound))})`;

/** The number of the parent's row, of as many as there are. */
export function rowOfParent({ ahead }: FromParent, index: Fragment, count: number): Fragment {
  const size = raw(Math.max(1, count));
  if (!ahead) return sql`${index} % ${size}`;
  return sql`(${index} + 1 + ${index} / ${size} % ${raw(Math.max(1, count - 1))}) % ${size}`;
}

/** The value of a choice as SQL of the type that `type` names. */
export function valueOf(
  choice: OwnChoice,
  type: string,
  { index, reach }: { readonly index: Fragment; readonly reach: number },
): Fragment {
  switch (choice.kind) {
    case "formula":
      return sql`(${choice.at(wrapped(index, choice.distinct, reach))})::${raw(type)}`;
    case "constant":
      return sql`(${choice.text})::${raw(type)}`;
    case "null":
      return sql`null::${raw(type)}`;
  }
}
