// Dates inside versions: fourteen digits, `YYYYMMDDHHMMSS`, always UTC.

import type { Version } from "../core/version.ts";

/** Fourteen digits as a moment; undefined where the calendar or the clock has no such moment. */
export function momentOf(digits: string): Date | undefined {
  const iso = digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, "$1-$2-$3T$4:$5:$6Z");
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return undefined;
  // The engine rolls 30 February over to March: only a round trip shows it.
  return stampOf(moment) === digits ? moment : undefined;
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
