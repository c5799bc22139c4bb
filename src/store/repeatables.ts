// The folder `repeatable/`: files that are applied whenever their content has changed.

import type { Repeatable } from "../core/migration.ts";
import type { Problem } from "../core/problem.ts";
import { checksumOf } from "./checksum.ts";
import { contentRead, emptyFile } from "./load.ts";
import { nameFrom } from "./migration-name.ts";
import { isSql, shown, type Place } from "./place.ts";
import type { Tree } from "./tree.ts";

/** Below the migrations folder. */
export const REPEATABLE_FOLDER = "repeatable/";

/** Paths of a folder, those below `repeatable/` apart: no format has a say there. */
export interface Parted {
  readonly own: readonly string[];
  readonly repeatable: readonly string[];
}

/** Parts the paths. Most folders have no repeatables, and pay for one look at each path. */
export function partPaths(paths: readonly string[]): Parted {
  if (!paths.some((path) => path.startsWith(REPEATABLE_FOLDER))) return { own: paths, repeatable: [] };
  return {
    own: paths.filter((path) => !path.startsWith(REPEATABLE_FOLDER)),
    repeatable: paths.filter((path) => path.startsWith(REPEATABLE_FOLDER)),
  };
}

export interface LoadedRepeatables {
  /** By name. */
  readonly repeatables: readonly Repeatable[];
  readonly problems: readonly Problem[];
}

/** Reads the SQL among the paths, save what the tree withholds, which has its problem already. */
export async function loadRepeatables(
  place: Place,
  paths: readonly string[],
  { withheld }: Tree,
): Promise<LoadedRepeatables> {
  const problems: Problem[] = [];
  const wanted = paths.filter(isSql).filter((path) => !withheld.has(path));
  const readable: string[] = [];
  for (const path of wanted) {
    const wrong = misplaced(place, path) ?? doubled(place, path, wanted);
    if (wrong === undefined) readable.push(path);
    else problems.push(wrong);
  }
  const repeatables: Repeatable[] = [];
  if (readable.length > 0) {
    await place.files.readEach(
      readable.map((path) => `${place.root}/${path}`),
      (index, read) => {
        const path = readable[index];
        if (path === undefined) return;
        const content = contentRead(place, path, read);
        if (content.kind === "refused") return void problems.push(content.problem);
        const file = { path: shown(place, path), text: content.text };
        if (!/\S/.test(file.text)) problems.push(emptyFile(file.path, "applying it makes nothing"));
        repeatables.push({ name: nameOf(path), file, checksum: checksumOf(file.text) });
      },
    );
  }
  return { repeatables: repeatables.toSorted((a, b) => (a.name < b.name ? -1 : 1)), problems };
}

const nameOf = (path: string): string => path.slice(REPEATABLE_FOLDER.length).replace(/\.sql$/i, "");

/** Nothing undoes or verifies a repeatable: its next content does. */
function misplaced(place: Place, path: string): Problem | undefined {
  const [, role] = /(?:^|[_./])(down|verify)\.sql$/i.exec(path.slice(REPEATABLE_FOLDER.length)) ?? [];
  if (role === undefined) return undefined;
  const file = shown(place, path);
  return {
    code: "repeatable-down",
    severity: "error",
    message: `${file} is named as a ${role.toLowerCase()} file, and a repeatable has none: it is replaced by its next content.`,
    remedy: "Remove it, or give it another name. What drops an object for good is a migration.",
    file,
  };
}

/** `a.sql` and `a.SQL` would be one repeatable. */
function doubled(place: Place, path: string, all: readonly string[]): Problem | undefined {
  const first = all.find((other) => nameOf(other) === nameOf(path));
  if (first === undefined || first === path) return undefined;
  const file = shown(place, path);
  return {
    code: "duplicate-repeatable",
    severity: "error",
    message: `${shown(place, first)} and ${file} have one name.`,
    remedy: `Rename ${file}.`,
    file,
  };
}

const TEXT = `\
-- Intent: <what this makes, and who reads it, in a sentence>

-- Applied again whenever this file has changed, after the migrations. Write it so that it can be repeated:
-- create or replace view …
`;

/** The file that \`lockkeeper new --repeatable\` writes; undefined where the words make no name. */
export function newRepeatable(
  words: string,
): { readonly name: string; readonly path: string; readonly text: string } | undefined {
  const parts = words.split("/").map(nameFrom);
  if (parts.some((part) => part === "")) return undefined;
  const name = parts.join("/");
  return { name, path: `${REPEATABLE_FOLDER}${name}.sql`, text: TEXT };
}
