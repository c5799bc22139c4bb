// How to go on, or back, from where a deploy stopped: sentences with the commands to type.

import { onlyElsewhere } from "../../backup/backup.ts";
import type { Backup } from "../../core/backup.ts";
import type { Failure } from "../../core/failure.ts";
import type { DeployOutcome } from "../../core/outcome.ts";

/** The ways from here. What is applied stays until somebody takes it back. */
export function waysFrom(
  {
    applied,
    backup,
    environment,
    stages,
  }: Pick<DeployOutcome, "applied" | "backup" | "environment" | "stages">,
  failure: Failure,
): readonly string[] {
  const migrated = stages.some(({ stage, state }) => stage === "migrate" && state === "done");
  const on =
    failure.code === "locked" || failure.code === "interrupted"
      ? `Go on: lockkeeper deploy ${environment}`
      : `Go on, once the cause is gone: lockkeeper deploy ${environment}`;
  const untouched = applied.length === 0 && !migrated && failure.code !== "interrupted";
  const down = `lockkeeper down --env ${environment} --steps ${applied.length} --confirm ${environment}`;
  return [
    ...(untouched ? ["No migration was applied."] : []),
    on,
    ...(applied.length === 0 ? [] : [`Back, by the downs: ${down}`]),
    ...(applied.length === 0 || backup === undefined ? [] : [wayBack(backup, environment)]),
  ];
}

function wayBack(backup: Backup, environment: string): string {
  const { how } = onlyElsewhere(backup) ?? {
    how: `lockkeeper backup restore ${backup.id} --env ${environment} --confirm ${environment}`,
  };
  return `Back, to before the deploy: ${how}`;
}
