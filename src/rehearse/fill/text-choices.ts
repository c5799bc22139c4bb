// Ways to make texts.

import { constants, formula, type OwnChoice } from "./choice.ts";
import type { Clues } from "./expression.ts";
import { raw, sql, type Fragment } from "./fragment.ts";
import { likesOf, matchesOf } from "./pattern.ts";
import { DIGITS, fixed, LOWER, LOWER_AND_DIGITS, places, textsOf, UPPER, type Template } from "./template.ts";

/** What `label` and the number of a row may take together; below it every character counts. */
const COMFORTABLE = 30;
const LABEL_MAX = 18;
/** Digits of a number of a row. */
const DIGITS_MAX = 10;
/** Longer texts are not made, whatever number stands in a check. */
const LENGTH_MAX = 4_000;
const HEXADECIMAL = `${DIGITS}abcdef`;

/** Shapes that checks on texts often ask for: what stands before the number of the row, and after it. */
const SHAPES: readonly (readonly [string, string])[] = [
  ["row-", ""],
  ["row_", ""],
  ["row", ""],
  ["Row", ""],
  ["ROW", ""],
  ["", ""],
  ["1.0.", ""],
  ["user", "@example.com"],
  ["https://example.com/", ""],
  ["row", ".example.com"],
  ["row-", ".txt"],
  ["/", ""],
  ["@row", ""],
  ["#row", ""],
  ['{"row": ', "}"],
  ["<row>", "</row>"],
];
/** Shapes of one length: a telephone number, a colour, a UUID. */
const TEMPLATES: readonly Template[] = [
  [...fixed("+1202"), ...places(DIGITS, 7)],
  [...fixed("#"), ...places(HEXADECIMAL, 6)],
  [...fixed("00000000-0000-4000-8000-"), ...places(HEXADECIMAL, 12)],
];
/** Words that checks on texts often ask for. */
const WORDS: readonly string[] = [
  ...["", "a", "A", "0", "1", "1.0", "true", "{}", "[]", "null", "en", "en-US", "US", "USD", "UTC"],
  ...["Europe/Berlin", "2024-01-01", "2024-01-01T00:00:00Z", "12:00", "10.0.0.1", "10.0.0.0/8", "*"],
  ...["{1}", "(1,1)", "row => 1", "application/json", "example.com", "* * * * *", "P1D", "1 day"],
];

interface TextOptions {
  /** What the text begins with where there is room: the name of the column. */
  readonly label: string;
  /** Characters; undefined for no bound. */
  readonly lengthMax?: number | undefined;
}

/** The label with the number of the row; then every shape that a check may have in mind. */
export function textChoices({ label, lengthMax }: TextOptions, clues: Clues): readonly OwnChoice[] {
  const roomy = lengthMax === undefined || lengthMax >= COMFORTABLE;
  const few = lengthMax ?? COMFORTABLE;
  const plain = roomy ? counted(`${label.slice(0, LABEL_MAX)} `, "") : textsOf(places(LOWER_AND_DIGITS, few));
  const asked = clues.texts.flatMap((text) => [...likesOf(text), ...matchesOf(text)]);
  const widths = lengthsIn(clues).flatMap((length) =>
    [LOWER, DIGITS, UPPER, HEXADECIMAL].map((characters) => places(characters, length)),
  );
  const fits = (length: number): boolean => lengthMax === undefined || length <= lengthMax;
  const shapes = SHAPES.filter(([before, after]) => fits(before.length + after.length + DIGITS_MAX));
  const templates = [...asked, ...widths, ...TEMPLATES].filter(({ length }) => length > 0 && fits(length));
  return [
    plain,
    ...constants(clues.texts.filter((text) => fits(text.length))),
    ...shapes.map(([before, after]) => counted(before, after)),
    ...templates.map(textsOf),
    ...(roomy ? clues.texts.flatMap((text) => [counted(text, ""), counted("", text)]) : []),
    ...(roomy ? [formula((index) => sql`pg_catalog.md5(${index}::text)`)] : [textsOf(places(DIGITS, few))]),
    ...constants([...clues.numbers, ...WORDS].filter((text) => fits(text.length))),
  ];
}

const counted = (before: string, after: string): OwnChoice =>
  formula((index) => sql`${before} || ${decimal(index)} || ${after}`);

const decimal = (index: Fragment): Fragment => sql`${index}::text`;

/** Lengths that a check may speak of: its numbers and what lies next to them. */
const lengthsIn = ({ numbers }: Clues): readonly number[] => {
  const near = numbers.map(Number).flatMap((number) => [number, number - 1, number + 1]);
  const lengths = near.filter((length) => Number.isInteger(length) && length > 0 && length <= LENGTH_MAX);
  return [...new Set(lengths)];
};

/** Bytes that count up, as long as a check asks for. */
export function byteChoices(clues: Clues): readonly OwnChoice[] {
  const ofLength = (length: number): OwnChoice =>
    formula(
      (index) =>
        sql`pg_catalog.decode(pg_catalog.lpad(pg_catalog.to_hex(${index}), ${raw(2 * length)}, '0'), 'hex')`,
      256 ** Math.min(6, length),
    );
  const lengths = lengthsIn(clues).filter((length) => length !== 8);
  return [ofLength(8), ...lengths.map(ofLength), ...constants(clues.texts), ...constants([""])];
}

/** A string of so many bits; of any length where there is no bound. */
export function bitChoices(length: number, clues: Clues): readonly OwnChoice[] {
  const size = length < 0 ? 32 : length;
  const bits = formula((index) => sql`${index}::bit(${raw(Math.min(size, 64))})`, 2 ** Math.min(size, 50));
  const ones = formula(
    (index) => sql`~ (${index}::bit(${raw(Math.min(size, 64))}))`,
    2 ** Math.min(size, 50),
  );
  return [bits, ones, ...constants(clues.texts)];
}
