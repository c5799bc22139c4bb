// Tells a folder of migrations from itself at another time without opening a file of it.

import { hash } from "node:crypto";

import type { Folder } from "../core/settings.ts";
import type { Files } from "../core/world.ts";
import { isSql, shown } from "./place.ts";
import { listTree } from "./tree.ts";

/** What a fingerprint is taken of, relative to the folder. */
export interface Seen {
  /** The folder itself, as the empty path, and those below it. */
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** Equal digests: the same files under the same names, and nobody has written to one of them in between. */
export interface Fingerprint {
  readonly digest: string;
  /** When the youngest of them last changed, in milliseconds since 1970: it may change again in the same instant. */
  readonly changedMs: number;
}

/**
 * What there is to see of a folder: the files that `paths` lists as they are shown, with the settings beside them.
 * Undefined where not all of it can be seen.
 */
export async function seenIn(
  files: Files,
  { directory, shownAs }: Folder,
  paths: readonly string[],
): Promise<Seen | undefined> {
  try {
    const root = await files.realPath(directory);
    const { folders, paths: found, problems } = await listTree({ files, directory, shownAs, root });
    if (problems.length > 0) return undefined;
    const start = shown({ shownAs }, "").length;
    const others = found.filter((path) => !isSql(path));
    return { folders, files: [...paths.map((path) => path.slice(start)), ...others] };
  } catch {
    return undefined;
  }
}

/**
 * The fingerprint of these files and folders, and of every name in the folders. Undefined where one of them is not
 * there or cannot be looked at: whoever reads it says what is wrong with it.
 */
export async function fingerprintOf(
  files: Files,
  { directory, shownAs, format = "" }: Folder,
  seen: Seen,
): Promise<Fingerprint | undefined> {
  try {
    const root = await files.realPath(directory);
    const names = await Promise.all(seen.folders.map((path) => files.names(`${root}/${path}`)));
    const paths = [...seen.folders, ...seen.files];
    const stamps = await files.stampEach(paths.map((path) => `${root}/${path}`));
    if (stamps === undefined) return undefined;
    const told = [
      root,
      shownAs,
      format,
      paths.join("\n"),
      ...names.map((each) => each.join("\n")),
      stamps.map(({ text }) => text).join("\n"),
    ];
    const changedMs = stamps.reduce((latest, stamp) => Math.max(latest, stamp.changedMs), 0);
    return { digest: hash("sha256", told.join("\0"), "hex"), changedMs };
  } catch {
    return undefined;
  }
}
