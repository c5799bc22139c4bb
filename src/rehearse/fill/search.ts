// Finds choices for the variables of a table that satisfy all of its rules.

import { ENDLESS, nullsIn } from "./choice.ts";
import type { Judge, Trial } from "./judge.ts";
import type { Rule } from "./rule.ts";
import { agree, type Solution, type Verdict } from "./solve.ts";
import type { Refusal } from "./table.ts";
import { combinationsOf, type Options } from "./trials.ts";
import type { Variable } from "./variable.ts";

/** Variables that rules tie together, with what satisfies those: places of choices, in the order of the variables. */
export interface Tied {
  readonly variables: readonly number[];
  readonly solutions: readonly Solution[];
}

/** More than a list has choices: a null is the last thing that we like. */
const COST_OF_NULL = 10_000;

/** Every variable is in one of the groups. A refusal names the rules that nothing satisfies. */
export async function search(
  variables: readonly Variable[],
  rules: readonly Rule[],
  judge: Judge,
): Promise<readonly Tied[] | Refusal> {
  const any = variables.map(({ choices }, place): Verdict => ({
    variables: [place],
    solutions: choices.map((_, choice) => ({ choices: [choice], room: ENDLESS })),
  }));
  const ofOne = rules.filter((rule) => rule.variables.length === 1);
  const single = await verdictsOf(ofOne, { variables, left: any }, judge);
  const cost = (variable: number, choice: number): number =>
    choice + COST_OF_NULL * nullsIn(variables[variable]?.choices[choice]);
  const alone = any.map((verdict, place) => ({
    variables: [place],
    solutions: agree([place], [verdict, ...single.filter((one) => one.variables.includes(place))], cost),
  }));
  const stuck = alone.findIndex(({ solutions }) => solutions.length === 0);
  if (stuck >= 0) return nothingFor(rules, [stuck]);
  const ofSeveral = rules.filter((rule) => rule.variables.length > 1);
  const several = await verdictsOf(ofSeveral, { variables, left: alone }, judge);
  const tied = groupsOf(variables.length, rules).map((group): Tied => ({
    variables: group,
    solutions: agree(group, [...several, ...alone].filter(isAbout(group)), cost),
  }));
  const unsolved = tied.find(({ solutions }) => solutions.length === 0);
  return unsolved === undefined ? tied : nothingFor(rules, unsolved.variables);
}

interface Standing {
  readonly variables: readonly Variable[];
  /** What is left of each variable's choices. */
  readonly left: readonly Verdict[];
}

async function verdictsOf(
  rules: readonly Rule[],
  { variables, left }: Standing,
  judge: Judge,
): Promise<readonly Verdict[]> {
  const options = left.map(({ solutions }, place): Options => {
    const all = solutions.map(({ choices: [choice = 0] }) => choice);
    const blank = all.findLast((choice) => nullsIn(variables[place]?.choices[choice]) > 0);
    return { all, blank: blank ?? all[0] ?? 0 };
  });
  const trials = rules.flatMap((rule): readonly Trial[] => {
    const own = rule.variables.map((variable) => options[variable] ?? { all: [], blank: 0 });
    return combinationsOf(own).map((choices) => ({ rule, choices }));
  });
  const rooms = trials.length === 0 ? [] : await judge(trials);
  const judged = trials.map((trial, place) => ({ ...trial, room: rooms[place] ?? 0 }));
  const byRule = Map.groupBy(judged, ({ rule }) => rule);
  return rules.map((rule) => ({
    variables: rule.variables,
    solutions: (byRule.get(rule) ?? []).filter(({ room }) => room > 0),
  }));
}

/** Variables that a rule speaks of together, directly or through others. */
function groupsOf(count: number, rules: readonly Rule[]): readonly (readonly number[])[] {
  let groups: readonly (readonly number[])[] = Array.from({ length: count }, (_, place) => [place]);
  for (const { variables } of rules) {
    const touched = groups.filter((group) => group.some((place) => variables.includes(place)));
    groups = [...groups.filter((group) => !touched.includes(group)), touched.flat()];
  }
  return groups;
}

const isAbout =
  (group: readonly number[]) =>
  ({ variables }: { readonly variables: readonly number[] }): boolean =>
    variables.some((place) => group.includes(place));

function nothingFor(rules: readonly Rule[], group: readonly number[]): Refusal {
  const names = [...new Set(rules.filter(isAbout(group)).map(({ about }) => about))].join(", ");
  return { why: `No values were found that satisfy ${names}.` };
}
