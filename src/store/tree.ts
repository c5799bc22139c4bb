// Lists the folder with its subfolders, and looks at links: what leads out of the folder is not read.

import { isAbsolute, relative, sep } from "node:path";

import type { Problem } from "../core/problem.ts";
import type { FileKind } from "../core/world.ts";
import { mapConcurrently } from "./concurrent.ts";
import { isReadable, isSql, shown } from "./place.ts";
import type { Place } from "./place.ts";

/** The migrations folder itself, and what lies below it; deeper folders are not looked into. */
const FOLDER_LEVELS_MAX = 4;

export interface Tree {
  /** Every file that is not hidden, relative to the folder; the upper levels come first. */
  readonly paths: readonly string[];
  /** The folder itself, as the empty path, and those below it, each with a `/` at its end. */
  readonly folders: readonly string[];
  /** Those of the paths that must not be read. Each has a problem. */
  readonly withheld: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/** What one entry comes to: a file, a folder to look into, nothing, or a problem. */
interface Found {
  readonly file?: string;
  readonly folder?: string;
  readonly problem?: Problem;
}

/** Lists the folder. Never throws for what it finds there: folders that cannot be listed are problems. */
export async function listTree(place: Place): Promise<Tree> {
  const levels: Found[][] = [];
  const looked: string[] = [];
  let folders: readonly string[] = [""];
  for (let level = 0; level < FOLDER_LEVELS_MAX && folders.length > 0; level += 1) {
    looked.push(...folders);
    const found = (await mapConcurrently(folders, (folder) => listFolder(place, folder))).flat();
    levels.push(found);
    folders = found.map(({ folder }) => folder).filter((folder) => folder !== undefined);
  }
  const all = levels.flat();
  const wrong = all.filter(({ problem }) => problem !== undefined);
  return {
    paths: all.map(({ file }) => file).filter((file) => file !== undefined),
    folders: looked,
    withheld: new Set(wrong.flatMap(({ file }) => file ?? [])),
    problems: [
      ...wrong.flatMap(({ problem }) => problem ?? []),
      ...folders.map((path) => tooDeep(place, path)),
    ],
  };
}

async function listFolder(place: Place, folder: string): Promise<readonly Found[]> {
  try {
    const entries = await place.files.list(`${place.root}/${folder}`);
    const visible = entries.filter(({ name }) => !name.startsWith("."));
    const others = visible.filter(({ kind }) => kind !== "file");
    const looked = await mapConcurrently(others, ({ name, kind }) => look(place, folder + name, kind));
    const found = new Map(others.map(({ name }, index) => [name, looked[index]]));
    return visible.map(({ name }) => found.get(name) ?? { file: folder + name });
  } catch (error) {
    return [{ problem: unreadable(place, folder, error) }];
  }
}

async function look(place: Place, path: string, kind: FileKind): Promise<Found> {
  if (kind === "file") return { file: path };
  if (kind === "directory") return { folder: `${path}/` };
  if (kind === "other") return withheld(place, path, "it is not a regular file");
  try {
    return await followLink(place, path);
  } catch (error) {
    return withheld(place, path, error);
  }
}

/** A file that is there and cannot be read. Only where it would be read is that a problem. */
const withheld = (place: Place, path: string, reason: unknown): Found =>
  isSql(path) ? { file: path, problem: unreadable(place, path, reason) } : {};

async function followLink(place: Place, path: string): Promise<Found> {
  const link = `${place.root}/${path}`;
  const kind = await place.files.kindOf(link);
  if (kind === undefined) return withheld(place, path, "the link leads to nothing");
  const target = await place.files.realPath(link);
  if (isInside(place.root, target)) return look(place, path, kind);
  const matters = kind === "directory" ? await holdsSql(place, target) : isReadable(path);
  if (!matters) return {};
  const problem = linkOutside(place, path);
  return kind === "directory" ? { problem } : { file: path, problem };
}

async function holdsSql(place: Place, directory: string): Promise<boolean> {
  const entries = await place.files.list(directory);
  return entries.some(({ name, kind }) => isSql(name) && kind !== "directory");
}

function isInside(root: string, target: string): boolean {
  const way = relative(root, target);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The problem of a file or folder that is there and cannot be read; `reason` is words or what was thrown. */
export const unreadable = (place: Pick<Place, "shownAs">, path: string, reason: unknown): Problem => ({
  code: "unreadable-file",
  severity: "error",
  message: `${shown(place, path)} cannot be read: ${wordsOf(reason)}.`,
  remedy: "Give the user that runs lockkeeper permission to read it, or put a regular file in its place.",
  file: shown(place, path),
});

/** The system's own words, without the path that it appends after a comma. */
const wordsOf = (reason: unknown): string =>
  (reason instanceof Error ? reason.message : String(reason)).replace(/, \w+ '.*$/s, "");

const linkOutside = (place: Place, path: string): Problem => ({
  code: "link-outside",
  severity: "error",
  message: `${shown(place, path)} is a link that leads out of the migrations folder.`,
  remedy: "Put the file itself into the folder, so that what is reviewed is what runs.",
  file: shown(place, path),
});

const tooDeep = (place: Place, path: string): Problem => ({
  code: "unread-folder",
  severity: "warning",
  message: `${shown(place, path)} lies deeper than ${FOLDER_LEVELS_MAX} folders and is not looked into.`,
  remedy: "Move migrations up into the migrations folder.",
  file: shown(place, path),
});
