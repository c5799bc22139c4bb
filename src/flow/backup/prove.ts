// Proves a backup: restores it into a database that is dropped again, and compares everything with what was there.

import { join } from "node:path";

import { besideUrl, derivedName, restoreInto } from "../../backup/backup.ts";
import type { BackupProof } from "../../core/backup.ts";
import { Failure } from "../../core/failure.ts";
import { EMPTY_HISTORY } from "../../core/history.ts";
import { quoteName } from "../../core/name.ts";
import {
  describeUrl,
  isStatementError,
  siblingUrl,
  SQLSTATE,
  type Session,
} from "../../database/database.ts";
import type { Journey } from "../journey.ts";
import { openScratchLike } from "../scratch.ts";
import { openUrl, targetUrl } from "../target.ts";
import { seeNow, type Seen } from "./content.ts";
import { hasHashes, originalOf, refuseDifferent, type Shelved } from "./original.ts";
import { refuseAltered } from "./shelf.ts";

/**
 * Restores the backup and compares. The target is only asked for its version and roles. Throws Failure
 * `backup-unproven` with what is missing, and `bad-files` where nothing can be restored at all.
 */
export async function prove(journey: Journey, shelved: Shelved, target: Session): Promise<BackupProof> {
  const { directory, backup } = shelved;
  const original = await originalOf(journey, shelved);
  await refuseAltered(journey, directory, backup);
  const hashes = hasHashes(original);
  journey.audience.progress(`Restoring the backup ${backup.id} to prove it`);
  const { copy, restoreMs, maker } =
    backup.kind === "template"
      ? await restoreBeside(journey, shelved, hashes)
      : await restoreAside(journey, { shelved, target, hashes });
  refuseDifferent(
    backup,
    { original, copy, maker },
    "Do not rely on it. Take a new one: lockkeeper backup create",
  );
  const { tables } = original.content;
  return {
    provenAt: journey.world.clock.now().toISOString(),
    restoreMs: Math.round(restoreMs),
    tables: tables.length,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    hashes,
  };
}

interface Restored {
  readonly copy: Seen;
  readonly restoreMs: number;
  readonly maker: string;
}

interface Restoring {
  readonly shelved: Shelved;
  readonly target: Session;
  readonly hashes: boolean;
}

async function restoreAside(
  journey: Journey,
  { shelved: { directory, backup }, target, hashes }: Restoring,
): Promise<Restored> {
  const { clock } = journey.world;
  const startMs = clock.monotonicMs();
  await using scratch = await openScratchLike(journey, {
    source: "backup",
    backup: join(directory, backup.id, backup.place),
    target,
    history: EMPTY_HISTORY,
    folder: { directory: "", format: "", migrations: [], repeatables: [], problems: [] },
  });
  const restoreMs = clock.monotonicMs() - startMs;
  await using session = await scratch.open();
  const [row] = await session.query<{ readonly maker: string }>("select current_user as maker");
  return { copy: await seeNow(session, hashes), restoreMs, maker: row?.maker ?? "" };
}

/** A copy on the target's own server is restored there, too, as `backup restore` does. */
async function restoreBeside(
  journey: Journey,
  { directory, backup }: Shelved,
  hashes: boolean,
): Promise<Restored> {
  const { world, signal } = journey;
  const url = await targetUrl(journey);
  const { database: like } = describeUrl(url);
  const name = derivedName(like, "proof", backup.id);
  await using admin = await openUrl(journey, besideUrl(url));
  const startMs = world.clock.monotonicMs();
  try {
    await restoreInto({ world, backup, folder: join(directory, backup.id), admin, url, like, name, signal });
  } catch (cause) {
    if (!isStatementError(cause) || cause.sqlstate !== SQLSTATE.invalidDatabase) throw cause;
    throw new Failure("bad-files", `The backup ${backup.id} is gone: there is no database ${backup.place}.`, {
      hint: "Look for it with \\l in psql, and take a new backup.",
      cause,
    });
  }
  const restoreMs = world.clock.monotonicMs() - startMs;
  try {
    await using session = await openUrl(journey, siblingUrl(url, name));
    return { copy: await seeNow(session, hashes), restoreMs, maker: "" };
  } finally {
    await admin.run(`drop database if exists ${quoteName(name)} with (force)`);
  }
}
