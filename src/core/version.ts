// The version of a migration: its identity, and the order in which migrations run.

declare const versionBrand: unique symbol;

/** A migration's identity: `20251122_120000` in our own files, all the digits there are in other formats. */
export type Version = string & { readonly [versionBrand]: true };

/** Brands text as a version. The caller has checked that a file format allows it. */
export const asVersion = (text: string): Version => text as Version;

/** How our own versions are written. */
const STAMPED = /^\d{8}_\d{6}$/;
const STAMP_DIGITS = 14;
const STAMP_WITH_COUNTER_DIGITS = 18;

/**
 * Orders versions by the number that their digits make, so that `2` comes before `10`, and text of equal
 * numbers by its bytes: never by locale, which differs between machines. Eighteen digits are a date and time
 * with a counter of four (Diesel writes both forms into one folder) and stand right after their date and time.
 */
export function compareVersions(left: Version, right: Version): number {
  // Of one shape, as nearly all are, the text itself is in order; a folder of thousands asks often.
  if (STAMPED.test(left) && STAMPED.test(right)) return left === right ? 0 : left < right ? -1 : 1;
  const a = digitsOf(left);
  const b = digitsOf(right);
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  if (a !== b) return a < b ? -1 : 1;
  return left === right ? 0 : left < right ? -1 : 1;
}

/** What decides before the digits themselves do: how many there are, where a counter does not count. */
const rankOf = (digits: string): number =>
  digits.length === STAMP_WITH_COUNTER_DIGITS ? STAMP_DIGITS : digits.length;

function digitsOf(version: Version): string {
  return version.replaceAll(/\D/g, "").replace(/^0+(?=\d)/, "");
}
