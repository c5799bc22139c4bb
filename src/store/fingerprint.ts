// Tells a folder of migrations from itself at another time without opening a file of it.

import { hash } from "node:crypto";

import type { Folder } from "../core/settings.ts";
import type { Files } from "../core/world.ts";
import { isSql, shown } from "./place.ts";
import { listTree } from "./tree.ts";

/** Equal digests: the same files under the same names, and nobody has written to one of them in between. */
export interface Fingerprint {
  readonly digest: string;
  /** When the youngest file last changed, in milliseconds since 1970: it may change once more in the same instant. */
  readonly changedMs: number;
}

/**
 * The fingerprint of the folder's names and of those files that `paths` lists as they are shown, with the settings
 * beside them. Undefined where one of them is not there, or not all of the folder can be seen.
 */
export async function fingerprintOf(
  files: Files,
  { directory, shownAs, format = "" }: Folder,
  paths: readonly string[],
): Promise<Fingerprint | undefined> {
  try {
    if ((await files.kindOf(directory)) !== "directory") return undefined;
    const root = await files.realPath(directory);
    const tree = await listTree({ files, directory, shownAs, root });
    if (tree.problems.length > 0) return undefined;
    const start = shown({ shownAs }, "").length;
    const stamped = [...paths.map((path) => path.slice(start)), ...tree.paths.filter((path) => !isSql(path))];
    const stamps = await files.stampEach(stamped.map((path) => `${root}/${path}`));
    if (stamps === undefined) return undefined;
    const told = [
      root,
      shownAs,
      format,
      tree.paths.join("\n"),
      stamped.join("\n"),
      stamps.map(({ text }) => text).join("\n"),
    ];
    const changedMs = stamps.reduce((latest, stamp) => Math.max(latest, stamp.changedMs), 0);
    return { digest: hash("sha256", told.join("\0"), "hex"), changedMs };
  } catch {
    // What cannot be looked at is read, and whoever reads it says what is wrong with it.
    return undefined;
  }
}
