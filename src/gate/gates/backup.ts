// The gate `backup`: a finished copy of this very database, young enough, and proven.

import { PROVABLE_KINDS, type Backup, type BackupKind } from "../../core/backup.ts";
import type { GatePolicies } from "../../core/gate.ts";
import type { Evidence, Said } from "../evidence.ts";
import { ageMs, counted, showAge } from "../wording.ts";

/**
 * Open with a backup that serves. Without one it is due: the deploy takes it, unless a receipt was named, or the kind
 * that it would take is never proven.
 */
export function answerBackup({ policies, backup, environment, now, migrations }: Evidence): Said {
  const { candidate, database, system } = backup;
  const { backup: policy } = policies;
  const remedy = `Take one: lockkeeper backup create --env ${environment}`;
  if (policy === undefined || candidate === undefined) {
    // Hours may pass until such a copy is there, which would not serve then.
    if (
      policy !== undefined &&
      migrations.length > 0 &&
      wantsProof(policy) &&
      !PROVABLE_KINDS.has(backup.kind)
    )
      return {
        state: "closed",
        says: `A proof is asked for: ${notRestored(backup.kind)}.`,
        remedy: OTHER_KIND,
      };
    const proven = policy?.proven === false ? "" : ", and proven,";
    return { state: "due", says: `One is taken${proven} before anything is changed.` };
  }
  if ("missing" in candidate) return { state: "closed", says: candidate.missing, remedy };
  const { found } = candidate;
  const fault = backupFault(found, { policy, database, system, now });
  if (fault !== undefined) return { state: "closed", says: fault, remedy };
  const age = showAge(ageMs(found.finishedAt, now));
  const { proof } = found;
  const proven =
    proof === undefined
      ? `not proven${found.checked === undefined ? "" : ` by a restore (${found.checked})`}`
      : `restored in ${showAge(proof.restoreMs)} with ${counted(proof.rows, "row")} in ${counted(proof.tables, "table")}`;
  return { state: "open", says: `${found.id} (${found.kind}), finished ${age} ago, ${proven}.` };
}

const OTHER_KIND =
  "Choose a kind that can be proven (backup-kind: pg_dump), or ask for less: gates.backup.proven: false";

/** Rows are compared in a restored copy. */
const wantsProof = ({ proven, hashes }: BackupNeed["policy"]): boolean => proven || hashes;

const notRestored = (kind: BackupKind): string => `a backup of the kind ${kind} cannot be restored from here`;

/** What a backup must be. */
export interface BackupNeed {
  readonly policy: NonNullable<GatePolicies["backup"]>;
  readonly database: string;
  readonly system: string | undefined;
  readonly now: Date;
}

/** Why a backup does not serve; undefined where it does. */
export function backupFault(
  backup: Backup,
  { policy, database, system, now }: BackupNeed,
): string | undefined {
  const { id, kind, proof } = backup;
  if (backup.database !== database) return `${id} is a backup of ${backup.database}, and not of ${database}.`;
  if (backup.system !== undefined && system !== undefined && backup.system !== system)
    return `${id} is a backup of ${database} on another server.`;
  const age = ageMs(backup.finishedAt, now);
  if (age > policy.maxAgeMs) return `${id} is ${showAge(age)} old, and may be ${showAge(policy.maxAgeMs)}.`;
  if (policy.proven && proof === undefined)
    return `${id} is not proven: ${PROVABLE_KINDS.has(kind) ? "nobody has restored it" : notRestored(kind)}.`;
  if (policy.hashes && proof?.hashes !== true)
    return `${id} was proven without comparing the rows themselves.`;
  return undefined;
}
