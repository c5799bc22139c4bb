// How many rows a group of columns tells apart.

import { ENDLESS, isConstant, type Choice } from "./choice.ts";
import type { CountedSource, Variable } from "./variable.ts";

/** Variables that share an index, and the ways that they go in turn: row by row the next. */
export interface Group {
  readonly variables: readonly Variable[];
  /** Each way has a choice for each of the variables. At least one. */
  readonly ways: readonly (readonly Choice[])[];
  /** Indexes below this are good. */
  readonly room: number;
}

/**
 * How many rows, from the first, a group tells apart by some columns; undefined where it has none of them. Rows with
 * a null are never alike, which is what `ofNull` says; 1 for not to count on it.
 */
export function roomIn(
  { variables, ways, room }: Group,
  columns: readonly string[],
  ofNull: number = ENDLESS,
): number | undefined {
  const [first = []] = ways;
  const rooms = variables.flatMap((variable, place) => {
    const choice = first[place];
    if (choice === undefined || !isIn(variable, columns)) return [];
    return [roomOf(variable, choice, { columns, ofNull })];
  });
  if (rooms.length === 0) return undefined;
  const texts = ways.map((way) => textOfWay(variables, way, columns));
  const told = new Set(texts).size === ways.length && first.some(isConstant) ? ways.length : 1;
  return Math.min(room, Math.max(told, ...rooms, pairsIn({ variables, ways, room }, columns)));
}

/** Two rows of one parent that are never the same: as many pairs as there are. */
function pairsIn({ variables, ways: [way = []] }: Group, columns: readonly string[]): number {
  const drawn = variables.flatMap(({ source }, place) => {
    const choice = way[place];
    const whole = source?.distinct.every((column) => columns.includes(column)) === true;
    return source !== undefined && choice?.kind === "parent" && whole ? [{ source, choice }] : [];
  });
  const pairs = drawn.flatMap(({ source, choice }) => {
    const twin = drawn.some((other) => other.choice.ahead && isSameParent(source, other.source));
    return twin && !choice.ahead ? [source.count * (source.count - 1)] : [];
  });
  return Math.max(1, ...pairs);
}

const isSameParent = (one: CountedSource, other: CountedSource): boolean =>
  one.foreignKeys.length === 1 &&
  other.foreignKeys.length === 1 &&
  one.foreignKeys[0]?.parentId === other.foreignKeys[0]?.parentId;

function roomOf(
  { source }: Variable,
  choice: Choice,
  { columns, ofNull }: { readonly columns: readonly string[]; readonly ofNull: number },
): number {
  switch (choice.kind) {
    case "formula":
      return choice.distinct;
    case "parent":
      if (choice.without.some((column) => columns.includes(column))) return ofNull;
      return source?.distinct.every((column) => columns.includes(column)) === true ? source.count : 1;
    case "null":
      return ofNull;
    case "constant":
      return 1;
  }
}

const textOfWay = (
  variables: readonly Variable[],
  way: readonly Choice[],
  columns: readonly string[],
): string =>
  JSON.stringify(
    way.filter((choice, place) => {
      const variable = variables[place];
      return isConstant(choice) && variable !== undefined && isIn(variable, columns);
    }),
  );

/** Whether some of the variable's columns are among the columns. */
export const isIn = (variable: Variable, columns: readonly string[]): boolean =>
  variable.columns.some(({ name }) => columns.includes(name));
