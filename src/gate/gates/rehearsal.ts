// The gate `rehearsal`: a record has exactly these files, with these limits, on this major version, and they did well.

import type { DeployMigration } from "../../core/deploy.ts";
import type { Rehearsal } from "../../core/rehearsal.ts";
import type { Evidence, Said } from "../evidence.ts";
import { ageMs, counted, listed, showAge } from "../wording.ts";

/** Open where every file that would run was rehearsed as it is, and nothing in the rehearsal speaks against it. */
export function answerRehearsal(evidence: Evidence): Said {
  const { rehearsal, migrations, environment, now, policies } = evidence;
  const again = `Rehearse: lockkeeper rehearse --env ${environment}`;
  const closed = (says: string): Said => ({ state: "closed", says, remedy: again });
  if ("missing" in rehearsal) return closed(rehearsal.missing);
  const { found } = rehearsal;
  const other = migrations.filter((migration) => !wasRehearsed(migration, found));
  if (other.length > 0)
    return closed(`Not rehearsed as it is now: ${listed(other.map(({ file }) => file))}.`);
  const fault = faultOf(found, evidence);
  if (fault !== undefined) return closed(fault);
  const age = ageMs(found.startedAt, now);
  const maxAgeMs = policies.rehearsal?.maxAgeMs ?? Infinity;
  if (age > maxAgeMs) return closed(`The rehearsal is ${showAge(age)} old, and may be ${showAge(maxAgeMs)}.`);
  const on = `PostgreSQL ${majorOf(found.server.version)}`;
  return {
    state: "open",
    says: `${counted(migrations.length, "migration")} rehearsed ${showAge(age)} ago on ${on}, byte for byte.`,
  };
}

const wasRehearsed = (
  { version, checksum, downChecksum }: DeployMigration,
  { migrations }: Rehearsal,
): boolean =>
  migrations.some(
    (migration) =>
      migration.version === version &&
      migration.checksum === checksum &&
      migration.downChecksum === downChecksum,
  );

/** Why the rehearsal does not count, or does not speak for the files. */
function faultOf(
  rehearsal: Rehearsal,
  { serverVersion, role, limits, migrations }: Evidence,
): string | undefined {
  const [major, wanted] = [majorOf(rehearsal.server.version), majorOf(serverVersion)];
  if (major !== wanted) return `It was rehearsed on PostgreSQL ${major}, and the target is ${wanted}.`;
  if (rehearsal.role !== role)
    return `It was rehearsed as ${rehearsal.role ?? "the login role"}, and would run as ${role ?? "the login role"}.`;
  if (!sameLimits(rehearsal.limits, limits)) return "It was rehearsed under other limits of time.";
  const failed = rehearsal.migrations.find(({ failure }) => failure !== undefined);
  if (failed !== undefined) return `${failed.file} failed in the rehearsal.`;
  const versions = new Set<string>(migrations.map(({ version }) => version));
  const hazards = rehearsal.findings.filter(
    (finding) =>
      finding.class === "hazard" && (finding.version === undefined || versions.has(finding.version)),
  );
  if (hazards.length === 0) return undefined;
  return `The rehearsal saw ${counted(hazards.length, "hazard")}: ${listed(hazards.map(({ message }) => message))}`;
}

/** How long another deployer is waited for changes nothing about a migration. */
const sameLimits = (a: Evidence["limits"], b: Evidence["limits"]): boolean =>
  a.lockTimeoutMs === b.lockTimeoutMs &&
  a.concurrentLockTimeoutMs === b.concurrentLockTimeoutMs &&
  a.statementTimeoutMs === b.statementTimeoutMs;

const majorOf = (version: number): number => Math.floor(version / 10_000);
