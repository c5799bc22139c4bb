// Names that begin with digits, as several tools have them: what all of those have in common.

import { asVersion } from "../../core/version.ts";
import type { Version } from "../../core/version.ts";
import { nameFrom } from "../migration-name.ts";
import { momentOfVersion, stampAfter } from "../stamp.ts";
import type { Format, Recognised } from "./format.ts";

/** A file that stands alone. Not `20251122_120000_name.sql`, where the time would be taken for a name. */
export const SINGLE: RegExp = /^(?!\d{8}_\d{6}_)(?<digits>\d+)_(?<name>[^/.]+)\.sql$/i;

/** Whether the file begins with the line by which sqlx is told to open no transaction. */
export const isOutsideTransaction = (text: string): boolean => text.startsWith("-- no-transaction");

type NumberedFiles = Pick<
  Format,
  "layout" | "recognise" | "nearestName" | "nextVersion" | "fileNames" | "withVersion"
>;

/**
 * What a format is whose migrations are one file each, `<digits>_name.sql`.
 * @param file matches such a path, with the groups `digits` and `name`
 */
export const numberedFiles = (file: RegExp): NumberedFiles => ({
  layout: "files",
  recognise: (paths) => paths.flatMap((path) => recognised(file, path)),
  nearestName: nearestNumbered,
  nextVersion: nextNumber,
  fileNames: (version, name) => ({ up: `${version}_${name}.sql` }),
  withVersion: withNumber,
});

/** Taken for a migration only where no other format knows the name better. */
function recognised(file: RegExp, path: string): readonly Recognised[] {
  const { digits, name } = file.exec(path)?.groups ?? {};
  if (digits === undefined || name === undefined) return [];
  return [{ kind: "part", path, version: asVersion(digits), name, role: "up", weak: true }];
}

/** The date and time; where the folder counts instead, the next number of the same width. */
export function nextNumber(now: Date, newest: Version | undefined): Version {
  const counts = newest !== undefined && momentOfVersion(newest) === undefined;
  if (!counts) return asVersion(stampAfter(now, newest));
  return asVersion(String(BigInt(newest) + 1n).padStart(newest.length, "0"));
}

/** The same path with another number. */
export const withNumber = (path: string, version: Version): string => path.replace(/^\d+/, version);

/** A name such as `1_words.sql` for a file that has another one. */
function nearestNumbered(fileName: string): string {
  const [, digits = "", rest = ""] = /^(\d*)(.*?)(?:\.sql)?$/i.exec(fileName) ?? [];
  return `${digits || "VERSION"}_${nameFrom(rest) || "name"}.sql`;
}
