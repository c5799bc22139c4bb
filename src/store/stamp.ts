// Dates inside versions: fourteen digits, `YYYYMMDDHHMMSS`, always UTC.

import type { Version } from "../core/version.ts";

/** Days that every month has, in years with four digits of their own, at any time. */
const PLAIN = /^(?!00)\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|1\d|2[0-8])_?(?:[01]\d|2[0-3])[0-5]\d[0-5]\d$/;

/** True for `YYYYMMDD_HHMMSS`, or the digits alone, that the calendar and the clock have. */
export const isMoment = (text: string): boolean =>
  PLAIN.test(text) || momentOf(text.replace("_", "")) !== undefined;

/** Fourteen digits as a moment; undefined where the calendar or the clock has no such moment. */
export function momentOf(digits: string): Date | undefined {
  const all = Number(digits);
  const two = (place: number): number => Math.floor(all / place) % 100;
  const [year, month, day] = [Math.floor(all / 1e10), two(1e8), two(1e6)];
  const moment = new Date(Date.UTC(year, month - 1, day, two(1e4), two(1e2), two(1)));
  // Two-digit years are taken for those after 1900, and 30 February rolls over to March: neither comes back equal.
  const isSame =
    moment.getUTCFullYear() === year &&
    moment.getUTCMonth() === month - 1 &&
    moment.getUTCDate() === day &&
    moment.getUTCHours() === two(1e4) &&
    two(1e2) < 60 &&
    two(1) < 60;
  return isSame ? moment : undefined;
}

/** A moment as fourteen digits in UTC; what is below a second is cut off. */
export const stampOf = (moment: Date): string => moment.toISOString().replaceAll(/\D/g, "").slice(0, 14);

/** The fourteen digits of a version that names a moment: it has just these, or Diesel's counter of four after them. */
export function stampIn(version: Version): string | undefined {
  const digits = version.replaceAll(/\D/g, "");
  return digits.length === 14 || digits.length === 18 ? digits.slice(0, 14) : undefined;
}

/** The moment that a version names; undefined where it counts, or there is no such moment. */
export function momentOfVersion(version: Version): Date | undefined {
  const stamp = stampIn(version);
  return stamp === undefined ? undefined : momentOf(stamp);
}

/** The stamp for a new version: now, or one second after `newest` where that is not in the past. */
export function stampAfter(now: Date, newest: Version | undefined): string {
  const last = newest === undefined ? undefined : momentOfVersion(newest);
  if (last === undefined) return stampOf(now);
  return stampOf(new Date(Math.max(now.getTime(), last.getTime() + 1000)));
}
