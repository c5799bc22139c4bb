// What a target says about the files of the folder: which of them are applied there.

import type { MigrationFolder } from "../core/migration.ts";
import { readHistory } from "../journal/journal.ts";
import type { Journey } from "./journey.ts";
import { openTarget, shownTarget } from "./target.ts";

/** Every file of the migrations that the target has, or has begun, with the sentence that says so. */
export async function appliedFiles(
  journey: Journey,
  { migrations }: MigrationFolder,
): Promise<ReadonlyMap<string, string>> {
  await using session = await openTarget(journey);
  const { applied, unfinished } = await readHistory(session);
  const there = new Set([...applied, ...unfinished].map(({ version }) => version));
  const reason = `It is applied on ${shownTarget(journey)}, and what is applied is not edited.`;
  return new Map(
    migrations
      .filter(({ version }) => there.has(version))
      .flatMap(({ up, down, verify }) => [up, down, verify])
      .flatMap((file) => (file === undefined ? [] : [[file.path, reason] as const])),
  );
}
