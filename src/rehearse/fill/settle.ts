// Decides which of the solutions of a group the rows are made of.

import { ENDLESS, isConstant, nullsIn, type Choice } from "./choice.ts";
import { isIn, roomIn, type Group } from "./room.ts";
import type { Tied } from "./search.ts";
import type { Solution } from "./solve.ts";
import type { Key } from "./table.ts";
import type { Variable } from "./variable.ts";

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

/** Alike but for constants, so that what tells rows apart in the one does so in both. */
const isKin = (way: readonly Choice[], best: readonly Choice[]): boolean =>
  way.every((choice, place) => {
    const other = best[place];
    return choice === other || (isConstant(choice) && other !== undefined && isConstant(other));
  });

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const compare = (one: readonly number[], other: readonly number[]): number =>
  one.map((number, place) => number - (other[place] ?? 0)).find((difference) => difference !== 0) ?? 0;
