// The stage `backup` of a deploy: the backup that serves, or one that is taken and proven now.

import { backupFault, type BackupNeed, type EvidenceOf } from "../../gate/gate.ts";
import { readReceiptFile, readSource } from "../../backup/backup.ts";
import type { UnfinishedDeploy } from "../../core/deploy.ts";
import type { Backup } from "../../core/backup.ts";
import { asFailure, Failure } from "../../core/failure.ts";
import type { GatePolicies } from "../../core/gate.ts";
import { readHistory } from "../../journal/journal.ts";
import { createBackup } from "../backup/create.ts";
import { readShelf } from "../backup/shelf.ts";
import type { Journey } from "../journey.ts";
import { openTarget } from "../target.ts";
import type { Session } from "../../database/database.ts";

type BackupPolicy = NonNullable<GatePolicies["backup"]>;

/**
 * The receipt that was named, or the backup of the deploy that this one goes on with, where that one had begun to
 * change something: no other has what was there before. Undefined where one is to be taken. Any other backup does not
 * serve, however young: what was written since would be lost with it.
 */
export async function findCandidate(
  journey: Journey,
  {
    policy,
    receiptFile,
    goesOnWith,
    target,
  }: {
    readonly policy: BackupPolicy | undefined;
    readonly receiptFile: string | undefined;
    readonly goesOnWith: UnfinishedDeploy | undefined;
    readonly target: Session;
  },
): Promise<EvidenceOf<Backup> | undefined> {
  const { world, settings } = journey;
  if (receiptFile !== undefined) return readNamed(journey, receiptFile);
  if (policy === undefined || goesOnWith?.backup === undefined) return undefined;
  if (!(await hasBegunToChange(target, goesOnWith))) return undefined;
  const need = { policy, now: world.clock.now(), ...(await needOf(target)) };
  const { backups } = await readShelf(journey, settings.backups.directory);
  const found = backups.find(
    (backup) => backup.id === goesOnWith.backup && backupFault(backup, need) === undefined,
  );
  return found && { found };
}

async function hasBegunToChange(target: Session, { beganAt }: UnfinishedDeploy): Promise<boolean> {
  const { applied, unfinished } = await readHistory(target);
  return (
    unfinished.length > 0 || applied.some(({ appliedAt }) => Date.parse(appliedAt) >= Date.parse(beganAt))
  );
}

async function readNamed({ world }: Journey, file: string): Promise<EvidenceOf<Backup>> {
  try {
    return { found: await readReceiptFile(world.files, file) };
  } catch (error) {
    return { missing: asFailure(error).message };
  }
}

const needOf = async (target: Session): Promise<Pick<BackupNeed, "database" | "system">> => {
  const { database, system } = await readSource(target);
  return { database, system };
};

/** Takes one, and proves it. Throws Failure where it comes to nothing, or does not serve after all. */
export async function takeNow(journey: Journey, policy: BackupPolicy): Promise<Backup> {
  const { directory, kind } = journey.settings.backups;
  const { failure, backups } = await createBackup(journey, {
    ...{ directory, kind, hashes: policy.hashes, prove: policy.proven },
  });
  if (failure !== undefined) throw failure;
  const [backup] = backups;
  if (backup === undefined) throw new Failure("unexpected", "A backup was taken that nobody knows of.");
  await using target = await openTarget(journey);
  const need = { policy, now: journey.world.clock.now(), ...(await needOf(target)) };
  const fault = backupFault(backup, need);
  if (fault === undefined) return backup;
  throw new Failure("gate-closed", fault, {
    hint: "Choose a kind that can be proven (backup-kind: pg_dump), or ask for less: gates.backup.proven: false",
  });
}
