// The journey of `backup restore`: the copy into a new database first, compared there, and then the names swapped.

import { join } from "node:path";

import { besideUrl, derivedName, restoreInto, swapNames, type Swap } from "../../backup/backup.ts";
import type { Backup } from "../../core/backup.ts";
import type { BackupOutcome } from "../../core/outcome.ts";
import { describeUrl, siblingUrl } from "../../database/database.ts";
import { refuseProtected, refuseUnconfirmed, type Confirmation } from "../confirm.ts";
import { told, type Journey } from "../journey.ts";
import { openUrl, shownTarget, targetUrl } from "../target.ts";
import { seeNow } from "./content.ts";
import { hasHashes, originalOf, refuseDifferent } from "./original.ts";
import { findBackup, refuseAltered } from "./shelf.ts";

export interface RestoreRequest extends Confirmation {
  readonly directory: string;
  /** The newest where it is left out. */
  readonly id: string | undefined;
}

/**
 * Brings the target back to a backup. Until the restored database has been compared nothing is touched; then the
 * target's sessions are ended and the two change names. The database that was there stays under another name.
 */
export function restoreBackup(journey: Journey, request: RestoreRequest): Promise<BackupOutcome> {
  const { directory, id, ...answer } = request;
  const nothingYet: BackupOutcome = {
    command: "backup",
    done: "restored",
    target: shownTarget(journey),
    problems: [],
    directory,
    backups: [],
  };
  return told(nothingYet, async (known) => {
    refuseProtected(journey, answer);
    const backup = await findBackup(journey, directory, id);
    const original = await originalOf(journey, { directory, backup });
    await refuseAltered(journey, directory, backup);
    const url = await targetUrl(journey);
    const names = namesFor(describeUrl(url).database, backup);
    await refuseUnconfirmed(journey, questionFor(names, backup), answer);
    const { world, signal, audience } = journey;
    audience.progress(`Restoring the backup ${backup.id} into ${names.restored}`);
    await using admin = await openUrl(journey, besideUrl(url));
    const startMs = world.clock.monotonicMs();
    const folder = join(directory, backup.id);
    const { target: like, restored: name } = names;
    await restoreInto({ world, backup, folder, admin, url, like, name, signal });
    {
      await using session = await openUrl(journey, siblingUrl(url, name));
      const copy = await seeNow(session, hasHashes(original));
      refuseDifferent(
        backup,
        { original, copy, maker: "" },
        `The target is as it was. Look at ${name}, and drop it then.`,
      );
    }
    await swapNames(admin, names, world.clock);
    known.backups = [backup];
    known.aside = names.aside;
    known.restoreMs = Math.round(world.clock.monotonicMs() - startMs);
  });
}

const namesFor = (target: string, { id }: Backup): Swap => ({
  target,
  restored: derivedName(target, "restored", id),
  aside: derivedName(target, "before", id),
});

const questionFor = ({ target, aside }: Swap, { id, startedAt }: Backup): string =>
  `Put the backup ${id} in the place of ${target}? ` +
  `Everything since ${startedAt} stays behind in ${aside}, and all sessions are ended.`;
