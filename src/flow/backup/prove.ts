// Proves a backup: restores it into a scratch database, and compares everything with what was there.

import { join } from "node:path";

import type { Backup, BackupProof } from "../../core/backup.ts";
import { Failure } from "../../core/failure.ts";
import { EMPTY_HISTORY } from "../../core/history.ts";
import { connect, isStatementError, siblingUrl, SQLSTATE, type Session } from "../../database/database.ts";
import type { Journey } from "../journey.ts";
import { openScratchLike } from "../scratch.ts";
import { applicationNameOf, targetUrl } from "../target.ts";
import { differencesOf, readSchema, seeNow, type Seen } from "./content.ts";
import { refuseAltered } from "./shelf.ts";

/** The file beside a backup that holds the schema it was taken of. */
export const SCHEMA_FILE = "schema.json";

export interface Shelved {
  readonly directory: string;
  readonly backup: Backup;
}

const SHOWN_MAX = 10;

/**
 * Restores the backup and compares. The target is only asked for its version and roles. Throws Failure
 * `backup-unproven` with what is missing, and `bad-files` where nothing can be restored at all.
 */
export async function prove(journey: Journey, shelved: Shelved, target: Session): Promise<BackupProof> {
  const { directory, backup } = shelved;
  const original = await originalOf(journey, shelved);
  await refuseAltered(journey, directory, backup);
  const hashes = original.content.tables.some(({ hash }) => hash !== undefined);
  const { copy, restoreMs, maker } =
    backup.kind === "template"
      ? await lookAtCopy(journey, backup, hashes)
      : await restoreAside(journey, { shelved, target, hashes });
  const differences = differencesOf(original, copy, maker);
  if (differences.length > 0) throw unproven(backup, differences);
  const { tables } = original.content;
  return {
    provenAt: journey.world.clock.now().toISOString(),
    restoreMs: Math.round(restoreMs),
    tables: tables.length,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    hashes,
  };
}

async function originalOf({ world }: Journey, { directory, backup }: Shelved): Promise<Seen> {
  if (backup.content === undefined) {
    throw new Failure(
      "wrong-use",
      `A ${backup.kind} cannot be restored beside the server that it belongs to.`,
      {
        hint:
          `Restore a base backup on another machine with recovery_target_name = '${backup.place}', ` +
          "or take a backup of the kind pg_dump.",
      },
    );
  }
  const file = join(directory, backup.id, SCHEMA_FILE);
  try {
    const snapshot = readSchema(new TextDecoder().decode(await world.files.read(file)));
    return { content: backup.content, snapshot };
  } catch (cause) {
    throw new Failure("bad-files", `${file} cannot be read: the backup has lost what it is compared with.`, {
      hint: "Bring it back from a copy, or take a new backup.",
      file,
      cause,
    });
  }
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
  journey.audience.progress(`Restoring the backup ${backup.id} into a scratch database`);
  const startMs = clock.monotonicMs();
  await using scratch = await openScratchLike(journey, {
    source: "backup",
    backup: join(directory, backup.id, backup.place),
    target,
    history: EMPTY_HISTORY,
    folder: { directory: "", format: "", migrations: [], problems: [] },
  });
  const restoreMs = clock.monotonicMs() - startMs;
  await using session = await scratch.open();
  const [row] = await session.query<{ readonly maker: string }>("select current_user as maker");
  return { copy: await seeNow(session, hashes), restoreMs, maker: row?.maker ?? "" };
}

/** A copy that is a database is restored by giving it the other's name. */
async function lookAtCopy(journey: Journey, { place, id }: Backup, hashes: boolean): Promise<Restored> {
  const { clock, processes } = journey.world;
  const url = siblingUrl(await targetUrl(journey), place);
  const startMs = clock.monotonicMs();
  try {
    await using session = await connect(url, {
      applicationName: applicationNameOf(journey),
      env: processes.env,
    });
    return { copy: await seeNow(session, hashes), restoreMs: clock.monotonicMs() - startMs, maker: "" };
  } catch (cause) {
    if (!isStatementError(cause) || cause.sqlstate !== SQLSTATE.invalidDatabase) throw cause;
    throw new Failure("bad-files", `The backup ${id} is gone: there is no database ${place}.`, {
      hint: "Look for it with \\l in psql, and take a new backup.",
      cause,
    });
  }
}

function unproven({ id }: Backup, differences: readonly string[]): Failure {
  const shown = differences.slice(0, SHOWN_MAX).map((difference) => `\n  ${difference}`);
  const more = differences.length > SHOWN_MAX ? `\n  and ${differences.length - SHOWN_MAX} more` : "";
  return new Failure(
    "backup-unproven",
    `The backup ${id} does not restore what was there:${shown.join("")}${more}`,
    { hint: "Do not rely on it. Take a new one: lockkeeper backup create" },
  );
}
