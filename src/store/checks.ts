// Looks at a folder as a whole: versions that are taken twice or lie in the future, files that nobody reads.

import type { Problem } from "../core/problem.ts";
import { numberOf } from "../core/version.ts";
import type { Format, Recognised } from "./formats/format.ts";
import { duplicate } from "./group.ts";
import type { Draft } from "./group.ts";
import { isSql, shown } from "./place.ts";
import type { Place } from "./place.ts";
import { momentOfVersion, stampIn, stampOf } from "./stamp.ts";

/** Time zones and clocks that go wrong explain a day, not more. */
const AHEAD_MS_MAX = 24 * 60 * 60 * 1000;

type Where = Pick<Place, "shownAs">;

/** One problem for each version that several migrations have. The drafts are in order. */
export function duplicates(where: Where, drafts: readonly Draft[]): readonly Problem[] {
  const doubled = drafts.filter(
    (draft, at) => isSame(draft, drafts[at - 1]) || isSame(draft, drafts[at + 1]),
  );
  const byNumber = new Map<string, Draft[]>();
  for (const draft of doubled) {
    const same = byNumber.get(numberOf(draft.version));
    if (same === undefined) byNumber.set(numberOf(draft.version), [draft]);
    else same.push(draft);
  }
  return [...byNumber.values()].flatMap((same) => {
    const [, second] = same;
    return second === undefined
      ? []
      : [
          duplicate(
            where,
            second.version,
            same.map(({ up }) => up),
          ),
        ];
  });
}

/**
 * Whether two drafts of one format, which writes numbers of one length alike, have one number. `0001` and `1` are one,
 * and tools differ in whether they are one version.
 */
function isSame({ version }: Draft, other: Draft | undefined): boolean {
  if (version.length === other?.version.length && !version.includes(".")) return version === other.version;
  return other !== undefined && numberOf(version) === numberOf(other.version);
}

/**
 * A version more than a day ahead: every migration that is made until then would come before it. The drafts are in
 * order, so those stand at the end.
 */
export function future(
  where: Where,
  drafts: readonly Draft[],
  { format, now }: { readonly format: Format; readonly now: Date },
): readonly Problem[] {
  const latest = stampOf(new Date(now.getTime() + AHEAD_MS_MAX));
  const lastDue = drafts.findLastIndex(({ version }) => (stampIn(version) ?? "9") <= latest);
  return drafts.slice(lastDue + 1).flatMap(({ version, up }) => {
    if (momentOfVersion(version) === undefined) return [];
    const file = shown(where, up);
    const present = format.withVersion(up, format.nextVersion(now, undefined));
    return [
      {
        code: "future-version",
        severity: "error",
        message: `${file} has a version in the future: now it is ${now.toISOString().slice(0, 19)}Z.`,
        remedy: `Rename it, and what belongs to it, to a present time in UTC, for example \`${present}\`.`,
        file,
        version,
      } as const,
    ];
  });
}

/** SQL files that the format does not know. Nothing is passed over in silence. */
export function leftOver(
  where: Where,
  paths: readonly string[],
  { format, recognised }: { readonly format: Format; readonly recognised: readonly Recognised[] },
): readonly Problem[] {
  if (recognised.length === paths.length) return [];
  const known = new Set(recognised.map(({ path }) => path));
  const unknown = paths.filter((path) => !known.has(path) && isSql(path));
  if (unknown.length === 0) return [];
  const knownFolders = new Set(recognised.map(({ path }) => folderOf(path)));
  const unreadFolders = new Set<string>();
  const problems = unknown.flatMap((path) => {
    const folder = folderOf(path);
    if (folder === "" && format.nearestName) return [badName(where, path, format)];
    if (folder === "" || knownFolders.has(folder)) return [unreadFile(where, path)];
    unreadFolders.add(folder);
    return [];
  });
  return [...problems, ...[...unreadFolders].map((folder) => unreadFolder(where, folder))];
}

/** The path of the folder with a slash at its end; empty for the migrations folder itself. */
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

const badName = (where: Where, path: string, format: Format): Problem => ({
  code: "bad-file-name",
  severity: "error",
  message: `${shown(where, path)} is not named as ${format.name} files are: ${format.about}.`,
  remedy: `Rename it, for example to \`${format.nearestName?.(path) ?? ""}\`, or move it to another folder.`,
  file: shown(where, path),
});

const unreadFile = (where: Where, path: string): Problem => ({
  code: "unread-file",
  severity: "warning",
  message: `${shown(where, path)} is not a part of any migration and is not read.`,
  remedy: "Move it to another folder if that is right, or make it a migration.",
  file: shown(where, path),
});

const unreadFolder = (where: Where, folder: string): Problem => ({
  code: "unread-folder",
  severity: "warning",
  message: `${shown(where, folder)} holds SQL files that are not read.`,
  remedy: "Move migrations into the migrations folder itself, and everything else out of it.",
  file: shown(where, folder),
});
