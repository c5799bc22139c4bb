// Names that begin with digits, as several tools have them: what all of those have in common.

import { asVersion } from "../../core/version.ts";
import type { Version } from "../../core/version.ts";
import { nameFrom } from "../migration-name.ts";
import { momentOfVersion, stampAfter } from "../stamp.ts";

/** The date and time; where the folder counts instead, the next number of the same width. */
export function nextNumber(now: Date, newest: Version | undefined): Version {
  const counts = newest !== undefined && momentOfVersion(newest) === undefined;
  if (!counts) return asVersion(stampAfter(now, newest));
  return asVersion(String(BigInt(newest) + 1n).padStart(newest.length, "0"));
}

/** A name such as `1_words.sql` for a file that has another one. */
export function nearestNumbered(fileName: string): string {
  const [, digits = "", rest = ""] = /^(\d*)(.*?)(?:\.sql)?$/i.exec(fileName) ?? [];
  return `${digits || "VERSION"}_${nameFrom(rest) || "name"}.sql`;
}
