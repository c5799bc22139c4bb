// Decides which of the solutions of a group the rows are made of.

import { ENDLESS, type Choice } from "./choice.ts";
import { nullsIn, type Tied } from "./search.ts";
import type { Solution } from "./solve.ts";
import type { Key } from "./table.ts";
import type { CountedSource, Variable } from "./variable.ts";

/** Variables that share an index, and the ways that they go in turn: row by row the next. */
export interface Group {
  readonly variables: readonly Variable[];
  /** Each way has a choice for each of the variables. At least one. */
  readonly ways: readonly (readonly Choice[])[];
  /** Indexes below this are good. */
  readonly room: number;
}

/** Ways that a group goes in turn. In a key it takes as many as there are: they are all that tells rows apart. */
const WAYS_MAX = 64;
const WAYS_IN_KEY_MAX = 1_000;

/**
 * Takes the solution that tells apart the rows of the most keys without help of nulls, then the one with the fewest
 * nulls, then the one whose choices stand first in their lists. Others join it where they differ in constants only.
 */
export function settle(
  { variables: places, solutions }: Tied,
  all: readonly Variable[],
  { keys, rows }: { readonly keys: readonly Key[]; readonly rows: number },
): Group {
  const variables = places.flatMap((place) => all[place] ?? []);
  const choicesOf = ({ choices }: Solution): readonly Choice[] =>
    variables.flatMap((variable, place) => variable.choices[choices[place] ?? 0] ?? []);
  const ranked = solutions
    .map((solution) => ({ ...solution, way: choicesOf(solution) }))
    .map((solution) => ({ ...solution, cost: costOf(solution, { variables, keys, rows }) }))
    .toSorted((one, other) => compare(one.cost, other.cost));
  const [best] = ranked;
  if (best === undefined) return { variables, ways: [[]], room: ENDLESS };
  const inKey = keys.some(({ columns }) => variables.some((variable) => isIn(variable, columns)));
  const ways = ranked
    .filter(({ way, room }) => room >= best.room && isKin(way, best.way))
    .slice(0, inKey ? WAYS_IN_KEY_MAX : WAYS_MAX)
    .map(({ way }) => way);
  return { variables, ways, room: best.room };
}

interface Ranked {
  readonly way: readonly Choice[];
  readonly choices: readonly number[];
  readonly room: number;
}

interface Ranking {
  readonly variables: readonly Variable[];
  readonly keys: readonly Key[];
  readonly rows: number;
}

function costOf({ way, choices, room }: Ranked, { variables, keys, rows }: Ranking): readonly number[] {
  const nulls = way.map(nullsIn);
  const group = { variables, ways: [way], room };
  const short = keys.filter(({ columns }) => {
    const told = roomIn(group, columns, 1);
    return told !== undefined && told < rows;
  });
  return [short.length, sum(nulls), sum(choices)];
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
      return choice.kind === "constant" && variable !== undefined && isIn(variable, columns);
    }),
  );

const isIn = (variable: Variable, columns: readonly string[]): boolean =>
  variable.columns.some(({ name }) => columns.includes(name));

const isConstant = (choice: Choice): boolean => choice.kind === "constant";

/** Alike but for constants, so that what tells rows apart in the one does so in both. */
const isKin = (way: readonly Choice[], best: readonly Choice[]): boolean =>
  way.every((choice, place) => {
    const other = best[place];
    return choice === other || (isConstant(choice) && other !== undefined && isConstant(other));
  });

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const compare = (one: readonly number[], other: readonly number[]): number =>
  one.map((number, place) => number - (other[place] ?? 0)).find((difference) => difference !== 0) ?? 0;
