// The version of a migration: its identity, and the order in which migrations run.

declare const versionBrand: unique symbol;

/** A migration's identity: `20251122_120000` in our own files, all the digits there are in other formats, with dots in Flyway's. */
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
 * Where one has dots, they are ordered part by part, so that `1.9` comes before `1.10` and after `1`.
 */
export function compareVersions(left: Version, right: Version): number {
  // Of one shape, as nearly all are, the text itself is in order; a folder of thousands asks often.
  if (STAMPED.test(left) && STAMPED.test(right)) return left === right ? 0 : left < right ? -1 : 1;
  if (left.includes(".") || right.includes(".")) return compareParts(left, right);
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

function compareParts(left: Version, right: Version): number {
  const [a, b] = [partsOf(left), partsOf(right)];
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [one, other] = [a[at] ?? 0n, b[at] ?? 0n];
    if (one !== other) return one < other ? -1 : 1;
  }
  return left === right ? 0 : left < right ? -1 : 1;
}

const partsOf = (version: Version): readonly bigint[] =>
  version.split(".").map((part) => BigInt(part.replaceAll(/\D/g, "") || "0"));

/** The same text for versions of one number: `0001` is `1`, and `1.0` is `1`. */
export const numberOf = (version: Version): string =>
  partsOf(version)
    .join(".")
    .replace(/(?:\.0)+$/, "");

function digitsOf(version: Version): string {
  return version.replaceAll(/\D/g, "").replace(/^0+(?=\d)/, "");
}
