// Dates inside versions: fourteen digits, `YYYYMMDDHHMMSS`, always UTC.

import type { Version } from "../core/version.ts";

/** Fourteen digits as a moment; undefined where the calendar or the clock has no such moment. */
export function momentOf(digits: string): Date | undefined {
  const part = (start: number, end: number): number => Number(digits.slice(start, end));
  const [month, day, hour] = [part(4, 6), part(6, 8), part(8, 10)];
  const time = Date.UTC(part(0, 4), month - 1, day, hour, part(10, 12), part(12, 14));
  const moment = new Date(time);
  // Two-digit years are taken for those after 1900, and 30 February rolls over to March: neither comes back equal.
  const isSame =
    moment.getUTCFullYear() === part(0, 4) &&
    moment.getUTCMonth() === month - 1 &&
    moment.getUTCDate() === day &&
    moment.getUTCHours() === hour &&
    part(10, 12) < 60 &&
    part(12, 14) < 60;
  return isSame ? moment : undefined;
}

/** A moment as fourteen digits in UTC; what is below a second is cut off. */
export const stampOf = (moment: Date): string => moment.toISOString().replaceAll(/\D/g, "").slice(0, 14);

/** The moment that a version names: fourteen digits, or Diesel's fourteen with a counter of four. */
export function momentOfVersion(version: Version): Date | undefined {
  const digits = version.replaceAll(/\D/g, "");
  return digits.length === 14 || digits.length === 18 ? momentOf(digits.slice(0, 14)) : undefined;
}

/** The stamp for a new version: now, or one second after `newest` where that is not in the past. */
export function stampAfter(now: Date, newest: Version | undefined): string {
  const last = newest === undefined ? undefined : momentOfVersion(newest);
  if (last === undefined) return stampOf(now);
  return stampOf(new Date(Math.max(now.getTime(), last.getTime() + 1000)));
}
