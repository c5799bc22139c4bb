// The door of the room: a folder of files becomes migrations in order, with everything that is wrong with it.

import type { MigrationFolder } from "../core/migration.ts";
import type { Problem } from "../core/problem.ts";
import type { Files } from "../core/world.ts";
import { duplicates, future, leftOver } from "./checks.ts";
import { chooseFormat, formatNamed, noSuchFormat } from "./detect.ts";
import type { Choice } from "./detect.ts";
import { FORMATS } from "./formats/formats.ts";
import { group } from "./group.ts";
import type { Role } from "./formats/format.ts";
import { load } from "./load.ts";
import type { Place } from "./place.ts";
import { loadRepeatables, partPaths } from "./repeatables.ts";
import { listTree, unreadable } from "./tree.ts";

export { fingerprintOf, seenIn, type Fingerprint, type Seen } from "./fingerprint.ts";
export { checksumOf } from "./checksum.ts";
export { nameFrom } from "./migration-name.ts";
export { newMigration, nextVersion } from "./new-migration.ts";
export { newRepeatable, REPEATABLE_FOLDER } from "./repeatables.ts";
export { readOnce } from "./read-once.ts";
export { renamed } from "./renumber.ts";
export type { Rename } from "./renumber.ts";
export { momentOf, stampOf } from "./stamp.ts";

/** True for the name of a format whose files hold the way there and the way back. */
export const holdsBothWays = (format: string): boolean => formatNamed(format)?.joined !== undefined;

export interface ReadRequest {
  readonly directory: string;
  /** How the user named the directory; the beginning of every path that is shown. */
  readonly shownAs: string;
  /** The name of a format; without it the files tell. */
  readonly format?: string;
  readonly now: Date;
  /** Leaves the downs and verify scripts unread: their migrations look as if they had none. */
  readonly only?: "ups";
}

/**
 * Reads a folder: its migrations in the order of their versions, its problems in the order of their files.
 * Never throws for bad input. A migration whose files cannot be read as text has a problem and is left out.
 */
export async function readMigrations(files: Files, request: ReadRequest): Promise<MigrationFolder> {
  const { directory, now } = request;
  const named = request.format === undefined ? undefined : formatNamed(request.format);
  const nothing = { directory, format: named?.name ?? FORMATS[0].name, migrations: [], repeatables: [] };
  if (request.format !== undefined && named === undefined) {
    return { ...nothing, problems: [noSuchFormat(request.format)] };
  }
  const place = await placeOf(files, request);
  if ("problem" in place) return { ...nothing, problems: [place.problem] };

  const tree = await listTree(place);
  const { own: paths, repeatable } = partPaths(tree.paths);
  const choice: Choice =
    named === undefined
      ? await chooseFormat(paths, place)
      : { kind: "chosen", format: named, recognised: named.recognise(paths) };
  if (choice.kind === "undecided") {
    return { ...nothing, problems: inOrder([...tree.problems, choice.problem]) };
  }
  const { drafts, problems } = group(place, choice.recognised);
  const roles = request.only === "ups" ? UP_ROLES : ROLES;
  const loaded = await load(place, { drafts, roles, format: choice.format, tree });
  const { repeatables, problems: wrong } = await loadRepeatables(place, repeatable, tree);
  const found = [
    ...tree.problems,
    ...problems,
    ...duplicates(place, drafts),
    ...future(place, drafts, { format: choice.format, now }),
    ...leftOver(place, paths, choice),
    ...loaded.problems,
    ...wrong,
  ];
  const { name: format } = choice.format;
  return { directory, format, migrations: loaded.migrations, repeatables, problems: inOrder(found) };
}

const ROLES: readonly Role[] = ["up", "down", "verify", "settings"];
/** Settings may say how the up runs. */
const UP_ROLES: readonly Role[] = ["up", "settings"];

async function placeOf(files: Files, request: ReadRequest): Promise<Place | { readonly problem: Problem }> {
  const { directory, shownAs } = request;
  try {
    const kind = await files.kindOf(directory);
    if (kind === undefined) return { problem: noFolder(shownAs) };
    if (kind !== "directory") return { problem: notAFolder(shownAs) };
    return { files, directory, shownAs, root: await files.realPath(directory) };
  } catch (error) {
    return { problem: unreadable({ shownAs }, "", error) };
  }
}

const noFolder = (shownAs: string): Problem => ({
  code: "no-folder",
  severity: "error",
  message: `There is no folder ${shownAs}.`,
  remedy:
    'Type `lockkeeper new "create users table"` to begin it, ' +
    "or name the right one with `--migrations-dir DIR`.",
  file: shownAs,
});

const notAFolder = (shownAs: string): Problem => ({
  code: "not-a-folder",
  severity: "error",
  message: `${shownAs} is not a folder.`,
  remedy: "Name the folder that holds the migrations with `--migrations-dir DIR`.",
  file: shownAs,
});

/** By file and line, so that two runs and two machines say the same. */
const inOrder = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted(
    (a, b) =>
      compareText(a.file ?? "", b.file ?? "") || (a.line ?? 0) - (b.line ?? 0) || compareText(a.code, b.code),
  );

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
