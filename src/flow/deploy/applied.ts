// What an environment has applied, as evidence for another one: read from its journal, or from a file about it.

import { dirname, relative } from "node:path";

import { readSource } from "../../backup/backup.ts";
import type { AppliedRecord } from "../../core/deploy.ts";
import { repeatableVersion } from "../../core/repeatable.ts";
import { asFailure } from "../../core/failure.ts";
import { asRefusal, type Session } from "../../database/database.ts";
import { readApplied, writeApplied, type EvidenceOf, type StagingEvidence } from "../../gate/gate.ts";
import { readHistory } from "../../journal/journal.ts";
import type { Journey } from "../journey.ts";
import { openTarget, openUrl } from "../target.ts";
import { environmentOf } from "./plan.ts";

interface Target {
  readonly database: string;
  readonly system: string | undefined;
}

/** What staging has, from the file that was named or from its database. What keeps it from being read is the answer. */
export async function stagingOf(
  journey: Journey,
  target: Target,
  file: string | undefined,
): Promise<EvidenceOf<StagingEvidence>> {
  const { staging } = journey.settings;
  if (staging === undefined) return { missing: "No staging environment is known." };
  const { environment } = staging;
  try {
    const record = file === undefined ? await readThere(journey, environment) : await readFile(journey, file);
    if (record.environment !== environment)
      return { missing: `The file is about ${record.environment}, and ${environment} is asked for.` };
    if (record.database === target.database && record.system !== undefined && record.system === target.system)
      return { missing: `${environment} is the very database that would be deployed to.` };
    return { found: { environment, applied: record.applied, now: new Date(record.takenAt) } };
  } catch (error) {
    return { missing: `What ${environment} has is not known: ${asFailure(asRefusal(error)).message}` };
  }
}

async function readThere(journey: Journey, environment: string): Promise<AppliedRecord> {
  journey.audience.progress(`Reading the journal of ${environment}`);
  await using session = await openUrl(journey, (await journey.settings.staging?.url()) ?? "");
  return await recordOf(session, environment);
}

/** Ages count until now: whoever waits after the file was written has waited. */
async function readFile({ world }: Journey, file: string): Promise<AppliedRecord> {
  const text = new TextDecoder().decode(await world.files.read(file));
  const record = await readApplied(text, relative(world.processes.cwd, file));
  return { ...record, takenAt: world.clock.now().toISOString() };
}

async function recordOf(session: Session, environment: string): Promise<AppliedRecord> {
  const { applied, repeated } = await readHistory(session);
  const { database, system } = await readSource(session);
  const [row] = await session.query<{ readonly now: Date }>("select pg_catalog.clock_timestamp() as now");
  return {
    environment,
    database,
    ...(system === undefined ? {} : { system }),
    takenAt: new Date(row?.now ?? 0).toISOString(),
    applied: [
      ...applied.map(({ version, name, by, checksum, appliedAt }) => ({
        ...{ version, name, by, checksum, appliedAt },
      })),
      ...repeated.map(({ name, checksum, repeatedAt }) => ({
        ...{
          version: repeatableVersion(name),
          name,
          by: "applied" as const,
          checksum,
          appliedAt: repeatedAt,
        },
      })),
    ],
  };
}

/** Writes what the target of the deploy has applied now. */
export async function writeAppliedOf(journey: Journey, file: string): Promise<void> {
  await using session = await openTarget(journey);
  const record = await recordOf(session, environmentOf(journey).name);
  await journey.world.files.makeDirectory(dirname(file));
  await journey.world.files.write(file, writeApplied(record));
}
