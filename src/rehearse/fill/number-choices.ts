// Ways to make numbers.

import { constants, ENDLESS, formula, type OwnChoice } from "./choice.ts";
import type { Clues } from "./expression.ts";
import { raw, sql } from "./fragment.ts";

/** The largest value of each integer type; of int8 as far as we count. */
const LARGEST: Readonly<Record<string, number>> = { int2: 32_767, int4: 2_147_483_647, int8: ENDLESS };
/** Integers that a float holds exactly. */
const EXACT: Readonly<Record<string, number>> = { float4: 2 ** 24, float8: ENDLESS };
/** Below this many whole numbers the places after the point count too. */
const ENOUGH = 10_000_000;
/** Constants of a check that are tried as a step, each with the others as a start. */
const STEPS_MAX = 6;
/** `numeric(5,2)` is kept as one number; the catalog's header says how. */
const MODIFIER_BASE = 4;

/** From one upwards; then around the constants that a check compares with. */
export function integerChoices(name: string, { numbers }: Clues): readonly OwnChoice[] {
  const largest = LARGEST[name] ?? ENDLESS;
  const given = numbers
    .map(Number)
    .filter((number) => Number.isInteger(number) && Math.abs(number) <= largest);
  return [
    from(1, largest),
    from(2, largest),
    from(0, largest),
    ...(name === "int2" ? [formula((index) => sql`${index} - ${raw(largest)}`, 2 * largest)] : []),
    ...given.flatMap((number) => around(number, largest)),
    ...steps(given, largest),
    downFrom(-1, largest),
    ...nearby(given, 1),
  ];
}

/** Counts up from a number, as long as it stays below the largest. */
const from = (start: number, largest: number): OwnChoice =>
  formula((index) => sql`${index} + ${raw(start)}`, largest - Math.max(0, start));

const downFrom = (start: number, largest: number): OwnChoice =>
  formula((index) => sql`${raw(start)} - ${index}`, largest - Math.max(0, -start));

/** Up and down from a number, with it and without. */
const around = (number: number, largest: number): readonly OwnChoice[] => [
  from(number, largest),
  from(number + 1, largest),
  downFrom(number, largest),
  downFrom(number - 1, largest),
];

/** Multiples, and what leaves a remainder: by each of the numbers, from each of them. */
function steps(numbers: readonly number[], largest: number): readonly OwnChoice[] {
  const few = numbers.filter((number) => number >= 0).slice(0, STEPS_MAX);
  return few
    .filter((step) => step > 1)
    .flatMap((step) =>
      [...new Set([step, 1, ...few])].map((start) =>
        formula((index) => sql`${index} * ${raw(step)} + ${raw(start)}`, (largest - start) / step),
      ),
    );
}

/** As `integerChoices`, within a precision and a scale. */
export function numericChoices(modifier: number, { numbers }: Clues): readonly OwnChoice[] {
  const coded = modifier - MODIFIER_BASE;
  const precision = modifier < 0 ? 1_000 : coded >> 16;
  // Eleven bits, of which the highest is the sign.
  const scale = modifier < 0 ? 2 : ((coded & 0x7ff) ^ 0x400) - 0x400;
  const whole = 10 ** Math.min(15, Math.max(0, precision - scale));
  const step = scale > 0 ? `1e-${scale}` : `1e${-scale}`;
  const fine = formula(
    (index) => sql`(${index} + 1) * ${raw(step)}::numeric`,
    10 ** Math.min(15, precision) - 1,
  );
  const plain = from(1, whole);
  const given = numbers.map(Number);
  return [
    ...(whole >= ENOUGH && scale >= 0 ? [plain, fine] : [fine, plain]),
    from(2, whole),
    ...given.flatMap((number) => around(number, whole)),
    ...given.map((number) =>
      formula((index) => sql`${raw(number)} + (${index} + 1) * ${raw(step)}::numeric`, ENOUGH),
    ),
    downFrom(-1, whole),
    ...nearby(given, 0.5),
  ].filter((choice) => choice.kind !== "formula" || choice.distinct > 0);
}

export function floatChoices(name: string, { numbers }: Clues): readonly OwnChoice[] {
  const largest = EXACT[name] ?? ENDLESS;
  const given = numbers.map(Number);
  return [
    from(1, largest),
    formula((index) => sql`1 - 1.0 / (${index} + 2)`, largest),
    from(2, largest),
    ...given.flatMap((number) => around(number, largest)),
    downFrom(-1, largest),
    ...nearby(given, 0.5),
  ];
}

/** The numbers themselves with what lies on both sides, and the ones that checks are most often about. */
const nearby = (numbers: readonly number[], step: number): readonly OwnChoice[] =>
  constants(
    [
      ...numbers,
      ...numbers.flatMap((number) => [number + step, number - step, -number]),
      0,
      1,
      2,
      10,
      100,
      -1,
    ].map(String),
  );
