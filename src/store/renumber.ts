// Gives a migration another version: which files get which names.

import type { Migration } from "../core/migration.ts";
import type { Version } from "../core/version.ts";
import { formatOrFail } from "./new-migration.ts";
import { shown } from "./place.ts";

/** Paths relative to the migrations folder, with `/`. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** How the folder was read: the name of its format, and how its paths are shown. */
export interface ReadAs {
  readonly format: string;
  readonly shownAs: string;
}

/** The renames that give the migration the new version: each of its files, or its folder with all that it holds. */
export function renamed(
  migration: Migration,
  version: Version,
  { format, shownAs }: ReadAs,
): readonly Rename[] {
  const found = formatOrFail(format);
  const start = shown({ shownAs }, "").length;
  const files = [migration.up, migration.down, migration.verify].flatMap(
    (file) => file?.path.slice(start) ?? [],
  );
  const names =
    found.layout === "files" ? files : files.slice(0, 1).map((path) => path.split("/")[0] ?? path);
  return [...new Set(names)].map((from) => ({ from, to: found.withVersion(from, version) }));
}
