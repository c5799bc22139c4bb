// How to go on, or back, from where a deploy stopped: sentences with the commands to type.

import type { Failure } from "../../core/failure.ts";
import type { DeployOutcome } from "../../core/outcome.ts";

/** The ways from here. What is applied stays until somebody takes it back. */
export function waysFrom(
  { applied, backup, environment, stages }: DeployOutcome,
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
    ...(applied.length === 0 || backup?.content === undefined
      ? []
      : [
          `Back, to before the deploy: lockkeeper backup restore ${backup.id} --env ${environment} ` +
            `--confirm ${environment}`,
        ]),
  ];
}
