// Writes a deploy's log: each entry in a session of its own, so that no stage depends on another's connection.

import type { DeployEvent } from "../../core/deploy.ts";
import { ensureDeployLog, ensureJournal, readHistory, recordDeploy } from "../../journal/journal.ts";
import type { Journey } from "../journey.ts";
import { describeRun, lockTarget, openTarget } from "../target.ts";
import { environmentOf } from "./plan.ts";

/** An entry without what all entries of the deploy have. */
export interface Noteworthy {
  readonly event: DeployEvent;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** Adds entries to the log of the target. `plan` is the hash that they are bound to. */
export async function note(journey: Journey, plan: string, entries: readonly Noteworthy[]): Promise<void> {
  const { name: environment } = environmentOf(journey);
  const run = await describeRun(journey);
  await using session = await openTarget(journey);
  for (const entry of entries)
    await recordDeploy(session, run, { deploy: journey.runId, environment, plan, ...entry });
}

/** Makes the journal and the log where they are not there yet. */
export async function prepareDiary(journey: Journey): Promise<void> {
  await using session = await openTarget(journey);
  await using _lock = await lockTarget(journey, session);
  const { exists } = await readHistory(session);
  if (!exists) await ensureJournal(session);
  await ensureDeployLog(session);
}
