// Puts together what satisfies each rule by itself into choices that satisfy all of them.

import { ENDLESS } from "./choice.ts";

/** A choice for each of some variables in turn, and the number of indexes for which together they are good. */
export interface Solution {
  readonly choices: readonly number[];
  readonly room: number;
}

/** What satisfies one rule: choices for the variables that it speaks of. */
export interface Verdict {
  readonly variables: readonly number[];
  readonly solutions: readonly Solution[];
}

/** Bound of what is kept on the way: the cheapest. */
const KEPT_MAX = 4_000;

/**
 * Choices for the variables of one or more verdicts that agree with each of these, in the order of `variables`, the
 * cheapest first. `cost` says of a variable and a choice how little we like it.
 */
export function agree(
  variables: readonly number[],
  verdicts: readonly Verdict[],
  cost: (variable: number, choice: number) => number,
): readonly Solution[] {
  const left = [...verdicts];
  let found: Verdict = { variables: [], solutions: [{ choices: [], room: ENDLESS }] };
  // Each turn takes one verdict: the one that has most in common with those before it, or the least to say.
  while (left.length > 0) {
    const known = new Set(found.variables);
    const shared = ({ variables: own }: Verdict): number => own.filter((place) => known.has(place)).length;
    left.sort((one, other) => shared(other) - shared(one) || one.solutions.length - other.solutions.length);
    const next = left.shift();
    if (next !== undefined) found = cheapest(joined(found, next), cost);
  }
  const order = variables.map((variable) => found.variables.indexOf(variable));
  return found.solutions.map(({ choices, room }) => ({
    choices: order.map((place) => choices[place] ?? 0),
    room,
  }));
}

/** Pairs of solutions that are equal in the variables that both speak of. */
function joined(one: Verdict, other: Verdict): Verdict {
  const shared = one.variables.filter((variable) => other.variables.includes(variable));
  const fresh = other.variables.filter((variable) => !shared.includes(variable));
  const pick = (verdict: Verdict, { choices }: Solution, wanted: readonly number[]): readonly number[] =>
    wanted.map((variable) => choices[verdict.variables.indexOf(variable)] ?? 0);
  const partners = Map.groupBy(other.solutions, (solution) => pick(other, solution, shared).join(","));
  return {
    variables: [...one.variables, ...fresh],
    solutions: one.solutions.flatMap((solution) =>
      (partners.get(pick(one, solution, shared).join(",")) ?? []).map((partner) => ({
        choices: [...solution.choices, ...pick(other, partner, fresh)],
        room: Math.min(solution.room, partner.room),
      })),
    ),
  };
}

function cheapest(
  { variables, solutions }: Verdict,
  cost: (variable: number, choice: number) => number,
): Verdict {
  const priced = solutions.map((solution) => ({
    solution,
    price: solution.choices.reduce((sum, choice, place) => sum + cost(variables[place] ?? 0, choice), 0),
  }));
  const best = priced.toSorted((one, other) => one.price - other.price).slice(0, KEPT_MAX);
  return { variables, solutions: best.map(({ solution }) => solution) };
}
