// Gives a migration another version: which files get which names.

import type { Migration } from "../core/migration.ts";
import type { Version } from "../core/version.ts";
import { formatOrFail } from "./new-migration.ts";

/** Paths relative to the migrations folder, with `/`. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/**
 * The renames that give the migration the new version: each of its files, or its folder with all that it holds.
 * `format` is the name of the format that the folder was read with.
 */
export function renamed(migration: Migration, version: Version, format: string): readonly Rename[] {
  const found = formatOrFail(format);
  const files = [migration.up, migration.down, migration.verify].flatMap((file) => file?.path ?? []);
  const names =
    found.layout === "files"
      ? [...new Set(files.map(lastParts(1)))]
      : [folderOf(lastParts(2)(migration.up.path))];
  return names.map((from) => ({ from, to: found.withVersion(from, version) }));
}

const lastParts =
  (count: number) =>
  (path: string): string =>
    path.split("/").slice(-count).join("/");

const folderOf = (path: string): string => path.split("/")[0] ?? path;
