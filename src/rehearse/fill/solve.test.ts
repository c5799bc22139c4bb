// Choices that are put together satisfy every rule, and combinations worth a try hold what rules usually ask for.

import assert from "node:assert/strict";
import { suite, test } from "node:test";

import fc from "fast-check";

import { agree } from "./solve.ts";
import { combinationsOf, TRIALS_MAX } from "./trials.ts";

const VARIABLES = [0, 1, 2, 3];
const CHOICES = 3;

/** A rule as the combinations that satisfy it. */
const verdicts = fc.array(
  fc
    .uniqueArray(fc.constantFrom(...VARIABLES), { minLength: 1, maxLength: 3 })
    .chain((variables) =>
      fc
        .array(fc.array(fc.nat(CHOICES - 1), { minLength: variables.length, maxLength: variables.length }))
        .map((all) => ({ variables, solutions: all.map((choices) => ({ choices, room: 5 })) })),
    ),
  { maxLength: 4 },
);

suite("choices", () => {
  test("agree with every rule, and are found where there are any", () => {
    const free = VARIABLES.map((variable) => ({
      variables: [variable],
      solutions: Array.from({ length: CHOICES }, (_, choice) => ({ choices: [choice], room: 9 })),
    }));
    fc.assert(
      fc.property(verdicts, (rules) => {
        const isGood = (choices: readonly number[]): boolean =>
          rules.every(({ variables, solutions }) =>
            solutions.some((one) =>
              one.choices.every((choice, place) => choice === choices[variables[place] ?? 0]),
            ),
          );
        const found = agree(VARIABLES, [...rules, ...free], (_, choice) => choice);
        const all = combinationsOf(VARIABLES.map(() => ({ all: [0, 1, 2], blank: 2 })));
        assert.deepEqual(
          new Set(found.map(({ choices }) => choices.join())),
          new Set(all.filter(isGood).map((choices) => choices.join())),
        );
        for (const { room } of found) assert.equal(room, rules.length > 0 ? 5 : 9);
      }),
    );
  });

  test("come with the cheapest first", () => {
    const solutions = [2, 0, 1].map((choice) => ({ choices: [choice], room: 1 }));
    const found = agree([0], [{ variables: [0], solutions }], (_, choice) => choice);
    assert.deepEqual(
      found.map(({ choices }) => choices[0]),
      [0, 1, 2],
    );
  });

  test("that are too many to try are tried one by one, from a plain row and from an empty one", () => {
    const all = Array.from({ length: 10 }, (_, choice) => choice);
    const options = Array.from({ length: 12 }, () => ({ all, blank: 9 }));
    const tried = new Set(combinationsOf(options).map((choices) => choices.join()));
    const first = options.map(() => 0);
    const blank = options.map(() => 9);
    assert.ok(tried.size <= TRIALS_MAX);
    for (const wanted of [first, blank, first.with(3, 7), blank.with(11, 4), blank.with(0, 0).with(5, 0)]) {
      assert.ok(tried.has(wanted.join()), wanted.join());
    }
  });
});
