// Folders in which files of a tool stand together.

import type { Evidence, LookedAt } from "./tool.ts";

interface Wanted {
  /** The names of the tool's files. */
  readonly named: RegExp;
  /** What stands in one of them; without it the names are enough. */
  readonly says?: RegExp;
}

/** One evidence for each folder that has files of this name, where one of the first few says what it should. */
export async function foldersWith(
  { paths, read }: LookedAt,
  { named, says }: Wanted,
): Promise<readonly Evidence[]> {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    if (!named.test(nameIn(path))) continue;
    const folder = folderOf(path);
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  const found: Evidence[] = [];
  for (const [directory, own] of folders) {
    const [first = ""] = own;
    if (says !== undefined && !(await isSaid(read, own, says))) continue;
    found.push({
      directory,
      why: `has ${own.length === 1 ? "1 file" : `${own.length} files`} such as ${nameIn(first)}`,
    });
  }
  return found;
}

/** How many files are opened to see whose they are. */
const OPENED_MAX = 3;

async function isSaid(read: LookedAt["read"], paths: readonly string[], says: RegExp): Promise<boolean> {
  for (const path of paths.slice(0, OPENED_MAX)) {
    if (says.test((await read(path))?.text ?? "")) return true;
  }
  return false;
}

/** The folders above those that were found. */
export const above = (found: readonly Evidence[]): readonly Evidence[] =>
  found.map(({ directory, ...rest }) => ({ ...rest, directory: folderOf(directory) }));

/** Evidence that tells nothing to somebody who has not named the tool. */
export const weakly = (found: readonly Evidence[]): readonly Evidence[] =>
  found.map((evidence) => ({ ...evidence, weak: true }));

/** The folder that a path stands in, `.` for the one that was looked at. */
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/"))) || ".";

/** What builds have copied there: every file stands in the sources too. */
export const isBuilt = (path: string): boolean =>
  /(?:^|\/)(?:target\/(?:test-)?classes|build\/resources|bin\/main|out\/production)\//.test(path);

/** The last part of a path. */
export const nameIn = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The deepest folder that all the paths stand in, `.` for the one that was looked at. */
export function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split("/").slice(0, -1));
  const depth = first.findIndex((part, at) => others.some((other) => other[at] !== part));
  return (depth === -1 ? first : first.slice(0, depth)).join("/") || ".";
}
