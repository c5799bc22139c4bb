// The journeys of `backup list`, `backup verify` and `backup prune`: what is kept, whether it is good, and for how long.

import { join } from "node:path";

import { besideUrl, writeReceipt } from "../../backup/backup.ts";
import type { Backup } from "../../core/backup.ts";
import { quoteName } from "../../core/name.ts";
import type { BackupOutcome } from "../../core/outcome.ts";
import { refuseUnconfirmed, type Confirmation } from "../confirm.ts";
import { told, type Journey } from "../journey.ts";
import { openTarget, openUrl, targetUrl } from "../target.ts";
import { prove } from "./prove.ts";
import { findBackup, readShelf, unfinishedProblems } from "./shelf.ts";

const nothingYet = (done: BackupOutcome["done"], directory: string): BackupOutcome => ({
  command: "backup",
  done,
  problems: [],
  directory,
  backups: [],
});

/** Lists what is kept, the oldest first. No database is asked. */
export function listBackups(journey: Journey, directory: string): Promise<BackupOutcome> {
  return told(nothingYet("listed", directory), async (known) => {
    const kept = await readShelf(journey, directory);
    known.problems = unfinishedProblems(kept, directory);
    known.backups = kept.backups;
  });
}

/** Restores a backup, or the newest, into a scratch database, and notes the proof on its receipt. */
export function verifyBackup(
  journey: Journey,
  { directory, id }: { readonly directory: string; readonly id: string | undefined },
): Promise<BackupOutcome> {
  return told(nothingYet("verified", directory), async (known) => {
    const backup = await findBackup(journey, directory, id);
    await using target = await openTarget(journey);
    const proven = { ...backup, proof: await prove(journey, { directory, backup }, target) };
    await writeReceipt(journey.world.files, directory, proven);
    known.backups = [proven];
  });
}

export interface PruneRequest extends Confirmation {
  readonly directory: string;
  /** How many of the newest stay. */
  readonly keep: number;
}

/** Removes all but the newest. Asks first. */
export function pruneBackups(
  journey: Journey,
  { directory, keep, ...answer }: PruneRequest,
): Promise<BackupOutcome> {
  return told(nothingYet("pruned", directory), async (known) => {
    const { backups } = await readShelf(journey, directory);
    const old = backups.slice(0, Math.max(0, backups.length - keep));
    if (old.length === 0) return;
    const names = old.map(({ id }) => id).join(", ");
    await refuseUnconfirmed(journey, `Remove ${old.length} of ${backups.length} backups (${names})?`, answer);
    const removed: Backup[] = [];
    for (const backup of old) {
      if (backup.kind === "template") await dropCopy(journey, backup);
      await journey.world.files.remove(join(directory, backup.id));
      removed.push(backup);
      known.backups = removed;
    }
  });
}

async function dropCopy(journey: Journey, { place }: Backup): Promise<void> {
  const url = besideUrl(await targetUrl(journey));
  await using session = await openUrl(journey, url);
  await session.run(`drop database if exists ${quoteName(place)}`);
}
