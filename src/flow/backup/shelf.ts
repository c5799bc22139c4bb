// The folder in which backups stand: finds one, and says which cannot be used.

import { join } from "node:path";

import { readReceipts, sealFolder, type Kept } from "../../backup/backup.ts";
import type { Backup } from "../../core/backup.ts";
import { Failure } from "../../core/failure.ts";
import type { Problem } from "../../core/problem.ts";
import type { Journey } from "../journey.ts";

/** Everything that is kept there. */
export const readShelf = ({ world }: Journey, directory: string): Promise<Kept> =>
  readReceipts(world.files, directory);

/** What stands there half done: an interruption, or one that is being taken right now. */
export const unfinishedProblems = ({ unfinished }: Kept, directory: string): readonly Problem[] =>
  unfinished.map((name) => ({
    code: "unfinished-backup",
    severity: "warning",
    message: `${join(directory, name)} has no receipt: a backup is being taken there, or was interrupted.`,
    remedy: "If none is, remove the folder.",
    file: join(directory, name),
  }));

/** The backup of that id, or the newest. Throws Failure `not-found`. */
export async function findBackup(
  journey: Journey,
  directory: string,
  id: string | undefined,
): Promise<Backup> {
  const { backups } = await readShelf(journey, directory);
  const found = id === undefined ? backups.at(-1) : backups.find((backup) => backup.id === id);
  if (found !== undefined) return found;
  const what =
    id === undefined ? `There is no backup in ${directory}.` : `There is no backup ${id} in ${directory}.`;
  throw new Failure("not-found", what, {
    hint:
      backups.length === 0
        ? "Take one: lockkeeper backup create"
        : `There are: ${backups.map((backup) => backup.id).join(", ")}.`,
  });
}

/** Reads the files again. Throws Failure `bad-files` where they are not what was sealed. */
export async function refuseAltered({ world }: Journey, directory: string, backup: Backup): Promise<void> {
  if (backup.checksum === undefined) return;
  const folder = join(directory, backup.id, backup.place);
  if ((await world.files.kindOf(folder)) !== "directory") {
    throw new Failure("bad-files", `The backup ${backup.id} is gone: there is no ${folder}.`, {
      hint: "Bring the folder back from where it was moved to, or take a new backup.",
    });
  }
  const { bytes, checksum } = await sealFolder(world.files, folder);
  if (checksum === backup.checksum) return;
  const size = bytes === backup.bytes ? "" : ` It has ${bytes} bytes, and had ${backup.bytes ?? 0}.`;
  throw new Failure("bad-files", `The files of backup ${backup.id} are not those that were written.${size}`, {
    hint: "Take a new backup, or bring its files back from a copy.",
    file: folder,
  });
}
