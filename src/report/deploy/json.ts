// A deploy as members of the JSON object.

import type { DeployOutcome } from "../../core/outcome.ts";
import { redact } from "../../core/redact.ts";
import { receiptMembers } from "../backups.ts";
import { healthReportMembers } from "../health.ts";

/** What docs/formats.md lists. */
export const deployMembers = (outcome: DeployOutcome): object => {
  const { environment, dryRun, plan, migrations, gates, stages, applied, pending, backup, checks } = outcome;
  return {
    environment,
    dry_run: dryRun,
    ...(plan === undefined ? {} : { plan }),
    migrations: migrations.map(({ version, name, file, checksum, irreversible }) => ({
      ...{ version, name, file, checksum, irreversible },
    })),
    gates: gates.map((gate) => ({ ...gate, says: redact(gate.says) })),
    stages: stages.map((stage) => ({ ...stage, says: redact(stage.says) })),
    applied: applied.map(({ version, name, durationMs }) => ({
      ...{ version, name },
      duration_ms: Math.round(durationMs * 1000) / 1000,
    })),
    pending: pending.map(({ version, name }) => ({ version, name })),
    ...(backup === undefined ? {} : { backup: receiptMembers(backup) }),
    checks: checks.map(healthReportMembers),
    ...(outcome.unfinished === undefined ? {} : { unfinished: unfinishedMembers(outcome.unfinished) }),
    ways: outcome.ways,
    files: outcome.files,
  };
};

const unfinishedMembers = ({
  deploy,
  plan,
  beganAt,
  last,
  lastAt,
  backup,
}: NonNullable<DeployOutcome["unfinished"]>): object => ({
  ...{ deploy, plan, began_at: beganAt, last, last_at: lastAt },
  ...(backup === undefined ? {} : { backup }),
});
