// Collects what the gates decide from: findings, records, another environment's journal, the log, the health.

import { relative } from "node:path";

import { readSource } from "../../backup/backup.ts";
import type { Backup } from "../../core/backup.ts";
import type { DeployEntry } from "../../core/deploy.ts";
import { asFailure } from "../../core/failure.ts";
import type { Finding } from "../../core/finding.ts";
import type { GatePolicies } from "../../core/gate.ts";
import type { Rehearsal } from "../../core/rehearsal.ts";
import type { Session } from "../../database/database.ts";
import type { Evidence, EvidenceOf } from "../../gate/gate.ts";
import { checkHealth } from "../../health/health.ts";
import { readRecord } from "../../rehearse/rehearse.ts";
import type { Journey } from "../journey.ts";
import { lintFolder } from "../lint.ts";
import { recordPathOf } from "../lint-memory.ts";
import { stagingOf } from "./applied.ts";
import { environmentOf, type DeployPlan } from "./plan.ts";

export interface Asked {
  readonly policies: GatePolicies;
  readonly plan: DeployPlan;
  readonly target: Session;
  /** The record of a rehearsal that was named; without one the project's own. */
  readonly recordFile: string | undefined;
  /** What staging has, where a file was named. */
  readonly stagingFile: string | undefined;
  readonly log: readonly DeployEntry[];
  readonly candidate: EvidenceOf<Backup> | undefined;
}

const NOT_ASKED = { missing: "It was not asked." } as const;

/** Only what an asked gate wants to know is looked for. */
export async function collectEvidence(journey: Journey, asked: Asked): Promise<Evidence> {
  const { policies, plan, target, log, candidate } = asked;
  const { settings, world } = journey;
  const { name } = environmentOf(journey);
  const { database, system } = await readSource(target);
  const [row] = await target.query<{ readonly role: string }>("select session_user as role");
  return {
    environment: name,
    policies,
    now: world.clock.now(),
    migrations: plan.migrations,
    plan: plan.hash,
    limits: settings.limits,
    role: settings.role,
    serverVersion: target.serverVersion,
    hazards: policies.lint === undefined ? NOT_ASKED : await hazardsIn(journey, plan),
    rehearsal: policies.rehearsal === undefined ? NOT_ASKED : await recordOf(journey, asked.recordFile),
    staging:
      policies.staging === undefined
        ? NOT_ASKED
        : await stagingOf(journey, { database, system }, asked.stagingFile),
    approvals: { found: log.filter(({ event }) => event === "approved") },
    sessionRole: row?.role ?? "",
    health: policies.health === undefined ? NOT_ASKED : { found: await checkHealth(target) },
    backup: {
      ...(candidate === undefined ? {} : { candidate }),
      ...{ database, system, kind: settings.backups.kind },
    },
  };
}

/** Hazards of the files that would run; older ones have run already. */
async function hazardsIn(
  journey: Journey,
  { migrations }: DeployPlan,
): Promise<EvidenceOf<readonly Finding[]>> {
  journey.audience.progress("Looking for hazards");
  const { findings, failure } = await lintFolder(journey, { hasTarget: true });
  if (failure !== undefined && failure.code !== "hazards-found") return { missing: failure.message };
  const versions = new Set<string | undefined>(migrations.map(({ version }) => version));
  const files = new Set<string | undefined>(migrations.map(({ file }) => file));
  return {
    found: findings.filter(
      (finding) => finding.class === "hazard" && (versions.has(finding.version) || files.has(finding.file)),
    ),
  };
}

async function recordOf(journey: Journey, named: string | undefined): Promise<EvidenceOf<Rehearsal>> {
  const { files, processes } = journey.world;
  const path = named ?? recordPathOf(journey.settings);
  const shown = relative(processes.cwd, path);
  if ((await files.kindOf(path)) !== "file")
    return { missing: `There is no record of a rehearsal (${shown}).` };
  try {
    return { found: await readRecord(new TextDecoder().decode(await files.read(path)), shown) };
  } catch (error) {
    return { missing: asFailure(error).message };
  }
}
