// Ways to make dates, times and intervals.

import { constants, formula, type OwnChoice } from "./choice.ts";
import type { Clues } from "./expression.ts";
import { raw, sql, type Fragment } from "./fragment.ts";

/** The first of a month, of a quarter and of a year, and a Monday: what checks round to. */
const START = "2024-01-01";
/** Later by little, by much, and in the past and the future of everybody. */
const STARTS = ["2024-01-02", "2024-02-01", "2025-01-01", "1990-01-01", "2100-01-01"];
/** Years up to which a step may lead; timestamps end at 294276. */
const YEARS_MAX = 2_000;
const DAYS_PER_YEAR = 365;
const SECONDS_PER_DAY = 86_400;
const SECOND = "1 second";
const SECONDS = YEARS_MAX * DAYS_PER_YEAR * SECONDS_PER_DAY;
/** Longer steps with how many of them there are in those years. */
const STEPS: readonly (readonly [string, number])[] = [
  ["1 hour", YEARS_MAX * DAYS_PER_YEAR * 24],
  ["1 day", YEARS_MAX * DAYS_PER_YEAR],
  ["7 days", YEARS_MAX * 52],
  ["1 month", YEARS_MAX * 12],
  ["1 year", YEARS_MAX],
];
/** A date that is no key stays within a lifetime. */
const NEAR_DAYS = 20_000;
const FAR_DAYS = 2_000_000;

/** Our own constant, in a form that the server reads once and not for each row. */
const own = (text: string, type: string): Fragment => raw(`'${text}'::${type}`);

/** Upwards by seconds. `type` is `timestamp` or `timestamptz`. */
export function timestampChoices(type: string, clues: Clues): readonly OwnChoice[] {
  const dates = datesIn(clues);
  const given = (text: string): Fragment => sql`${text}::${raw(type)}`;
  const from = (start: Fragment, step: string, count: number): OwnChoice =>
    formula((index) => sql`${start} + ${index} * ${own(step, "interval")}`, count);
  const after = (start: Fragment): OwnChoice =>
    formula((index) => sql`${start} + (${index} + 1) * ${own(SECOND, "interval")}`, SECONDS);
  const before = (start: Fragment): OwnChoice =>
    formula((index) => sql`${start} - (${index} + 1) * ${own(SECOND, "interval")}`, SECONDS);
  return [
    from(own(START, type), SECOND, SECONDS),
    from(own(`${START} 00:00:01`, type), SECOND, SECONDS),
    ...STARTS.map((start) => from(own(start, type), SECOND, SECONDS)),
    ...dates.flatMap((date) => [from(given(date), SECOND, SECONDS), after(given(date)), before(given(date))]),
    ...STEPS.map(([step, count]) => from(own(START, type), step, count)),
    ...constants([...dates, START, ...STARTS]),
  ];
}

/** Upwards by days. */
export function dateChoices(clues: Clues): readonly OwnChoice[] {
  const dates = datesIn(clues);
  const given = (text: string): Fragment => sql`${text}::date`;
  const from = (start: Fragment, days: number): OwnChoice =>
    formula((index) => sql`${start} + ${index}::integer`, days);
  const back = (start: Fragment): OwnChoice =>
    formula((index) => sql`${start} - 1 - ${index}::integer`, NEAR_DAYS);
  const by = ([step, count]: readonly [string, number]): OwnChoice =>
    formula((index) => sql`${own(START, "date")} + ${index} * ${own(step, "interval")}`, count);
  return [
    from(own("2000-01-01", "date"), NEAR_DAYS),
    ...STARTS.map((start) => from(own(start, "date"), NEAR_DAYS)),
    from(own("2000-01-01", "date"), FAR_DAYS),
    ...dates.flatMap((date) => [
      from(given(date), NEAR_DAYS),
      from(sql`${given(date)} + 1`, NEAR_DAYS),
      back(given(date)),
    ]),
    ...STEPS.map(by),
    ...constants([...dates, START, ...STARTS]),
  ];
}

/** Around the clock by seconds, or by microseconds where that is too few. */
export function timeChoices({ texts }: Clues): readonly OwnChoice[] {
  const by = (step: string, perSecond: number): OwnChoice =>
    formula(
      (index) => sql`${own("00:00", "time")} + ${index} * ${own(step, "interval")}`,
      SECONDS_PER_DAY * perSecond,
    );
  return [by(SECOND, 1), by("1 microsecond", 1_000_000), ...constants([...texts, "00:00", "12:00", "23:59"])];
}

export function intervalChoices({ texts, numbers }: Clues): readonly OwnChoice[] {
  const numbered = numbers.flatMap((number) => [`${number} seconds`, `${number} days`]);
  return [
    formula((index) => sql`(${index} + 1) * ${own(SECOND, "interval")}`, SECONDS),
    ...constants([...texts, ...numbered, "1 minute", "1 hour", "1 day", "1 month", "0"]),
  ];
}

/** Constants that begin like a date. */
const datesIn = ({ texts }: Clues): readonly string[] =>
  texts.filter((text) => /^\d{4}-\d\d?-\d\d?/.test(text));
