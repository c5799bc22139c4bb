// The gate `staging`: another environment has exactly these bytes applied, for at least a set time.

import type { DeployMigration } from "../../core/deploy.ts";
import type { Evidence, Said, StagingEvidence } from "../evidence.ts";
import { ageMs, counted, listed, showAge } from "../wording.ts";

/** Open where each file is applied there as it is here, long enough ago. */
export function answerStaging({ policies, staging, migrations }: Evidence): Said {
  if ("missing" in staging) {
    const remedy = "Name it in lockkeeper.yaml, and make its address known here: gates.staging.environment";
    return { state: "closed", says: staging.missing, remedy };
  }
  const { found } = staging;
  const { environment } = found;
  const faults = migrations.flatMap((migration) => faultOf(migration, found) ?? []);
  if (faults.length > 0) {
    return {
      state: "closed",
      says: `${listed(faults)}.`,
      remedy: `Deploy there first: lockkeeper deploy ${environment}`,
    };
  }
  const youngest = Math.min(Infinity, ...migrations.map((migration) => appliedFor(migration, found)));
  const forMs = policies.staging?.forMs ?? 0;
  if (youngest < forMs) {
    return {
      state: "closed",
      says: `The newest has been on ${environment} for ${showAge(youngest)}, and must be for ${showAge(forMs)}.`,
      remedy: `Wait another ${showAge(forMs - youngest)}.`,
    };
  }
  const since = migrations.length === 0 ? "" : `, for at least ${showAge(youngest)}`;
  return {
    state: "open",
    says: `${counted(migrations.length, "migration")} on ${environment}, byte for byte${since}.`,
  };
}

const entryOf = (
  { version }: DeployMigration,
  { applied }: StagingEvidence,
): StagingEvidence["applied"][number] | undefined => applied.find((entry) => entry.version === version);

/** What was only marked or baselined there has not run there. */
function faultOf(migration: DeployMigration, staging: StagingEvidence): string | undefined {
  const entry = entryOf(migration, staging);
  if (entry === undefined) return `${migration.file} is not applied on ${staging.environment}`;
  if (entry.checksum !== migration.checksum)
    return `${migration.file} ran with other bytes on ${staging.environment}`;
  return entry.by === "applied"
    ? undefined
    : `${migration.file} is ${entry.by} on ${staging.environment}, and never ran there`;
}

const appliedFor = (migration: DeployMigration, staging: StagingEvidence): number => {
  const entry = entryOf(migration, staging);
  return entry === undefined ? 0 : ageMs(entry.appliedAt, staging.now);
};
