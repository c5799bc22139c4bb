// The journey of `backup create`: a copy of the target, finished, and proven by restoring it.

import { randomBytes } from "node:crypto";
import { join } from "node:path";

import {
  makeFolder,
  readSource,
  TAKE,
  writeReceipt,
  writeReceiptTo,
  type Source,
} from "../../backup/backup.ts";
import type { Backup, BackupKind } from "../../core/backup.ts";
import type { Snapshot } from "../../core/catalog.ts";
import { Failure } from "../../core/failure.ts";
import type { BackupOutcome } from "../../core/outcome.ts";
import type { Session } from "../../database/database.ts";
import { told, type Journey } from "../journey.ts";
import { lockTarget, openTarget, openUrl, shownTarget, targetUrl } from "../target.ts";
import { see, writeSchema } from "./content.ts";
import { SCHEMA_FILE } from "./original.ts";
import { prove } from "./prove.ts";

export interface BackupRequest {
  readonly kind: BackupKind;
  /** Absolute. */
  readonly directory: string;
  /** True where the rows themselves are compared, and not only how many there are. */
  readonly hashes: boolean;
  /** False leaves out the restore. */
  readonly prove: boolean;
  /** Where a copy of the receipt goes once all is done: what a deploy on another machine asks for. */
  readonly receiptFile?: string;
}

/** Takes a backup of the target, keeps its receipt, and proves it. */
export function createBackup(journey: Journey, request: BackupRequest): Promise<BackupOutcome> {
  const nothingYet: BackupOutcome = {
    command: "backup",
    done: "created",
    target: shownTarget(journey),
    problems: [],
    directory: request.directory,
    backups: [],
  };
  return told(nothingYet, async (known) => {
    const taken = await takeBackup(journey, request);
    known.backups = [taken];
    // A copy of the whole server has nothing to restore here.
    const backup =
      request.prove && taken.content !== undefined ? await proven(journey, request, taken) : taken;
    known.backups = [backup];
    if (request.receiptFile !== undefined)
      await writeReceiptTo(journey.world.files, request.receiptFile, backup);
  });
}

async function proven(journey: Journey, { directory }: BackupRequest, backup: Backup): Promise<Backup> {
  await using target = await openTarget(journey);
  const proof = await prove(journey, { directory, backup }, target);
  const withProof = { ...backup, proof };
  await writeReceipt(journey.world.files, directory, withProof);
  return withProof;
}

/** Takes one, and leaves nothing behind where it fails. */
async function takeBackup(journey: Journey, { kind, directory, hashes }: BackupRequest): Promise<Backup> {
  const { world, audience, signal } = journey;
  const url = await targetUrl(journey);
  await using session = await openTarget(journey);
  const source = await readSource(session);
  refuseStandby(source, kind);
  // Nobody who deploys with this tool changes the schema while it is copied. A copy file by file has the database alone.
  await using _lock = kind === "template" ? undefined : await lockTarget(journey, session);
  const startedAt = world.clock.now();
  const id = idAt(startedAt);
  const folder = await makeFolder(world.files, directory, id);
  audience.progress(`Taking a backup of ${source.database} (${kind})`);
  let snapshot: Snapshot | undefined;
  try {
    const taken = await TAKE[kind]({
      ...{ world, id, url, session, source, startedAt, folder, signal, settings: journey.settings.backups },
      progress: (sentence) => audience.progress(sentence),
      open: (other) => openUrl(journey, other),
      look: async (there: Session) => {
        const seen = await see(there, hashes);
        ({ snapshot } = seen);
        return seen.content;
      },
    });
    if (snapshot) await world.files.write(join(folder, SCHEMA_FILE), writeSchema(snapshot), 0o600);
    const backup = receiptOf(journey, { id, kind, source, startedAt, taken });
    await writeReceipt(world.files, directory, backup);
    return backup;
  } catch (error) {
    await world.files.remove(folder);
    throw error;
  }
}

interface Made {
  readonly id: string;
  readonly kind: BackupKind;
  readonly source: Source;
  readonly startedAt: Date;
  readonly taken: Awaited<ReturnType<(typeof TAKE)[BackupKind]>>;
}

function receiptOf({ world, settings }: Journey, { id, kind, source, startedAt, taken }: Made): Backup {
  const { environment } = settings.target;
  const { database, system, serverVersion } = source;
  return {
    ...{ id, kind, database, serverVersion },
    ...(environment === undefined ? {} : { environment: environment.name }),
    ...(system === undefined ? {} : { system }),
    startedAt: startedAt.toISOString(),
    finishedAt: world.clock.now().toISOString(),
    ...taken,
  };
}

function refuseStandby({ standby, database }: Source, kind: BackupKind): void {
  if (!standby || kind === "pg_dump") return;
  throw new Failure("server-unavailable", `${database} is on a standby, which takes no ${kind}.`, {
    hint: "Name the primary, or take a backup of the kind pg_dump.",
  });
}

/** `20261122_180312_4f2a`: in order of time, and told apart within a second. */
function idAt(now: Date): string {
  const [date = "", time = ""] = now.toISOString().split("T");
  return `${date.replaceAll("-", "")}_${time.slice(0, 8).replaceAll(":", "")}_${randomBytes(2).toString("hex")}`;
}
