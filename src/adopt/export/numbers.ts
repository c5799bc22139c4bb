// Versions for tools that read nothing but digits.

import type { Version } from "../../core/version.ts";
import { momentOf } from "../../store/store.ts";

const COUNT_DIGITS = 6;

/**
 * A number for each version, in the same order. Dates and times become fourteen digits, so that two of one day stay
 * apart; where not all of them are, and not all are digits alone either, they are counted.
 */
export function numbersFor(versions: readonly Version[]): readonly string[] {
  const digits = versions.map((version) => version.replace(/^(\d{8})[_.](\d{6})$/, "$1$2"));
  const areMoments = digits.every((each) => momentOf(each) !== undefined);
  const areNumbers = digits.every((each) => /^\d+$/.test(each));
  if (areMoments || areNumbers) return digits;
  return versions.map((_version, index) => `${index + 1}`.padStart(COUNT_DIGITS, "0"));
}
