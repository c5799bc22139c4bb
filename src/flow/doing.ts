// What `up` and `down` share when they act.

import type { ApplyContext } from "../apply/apply.ts";
import type { DoneMigration, PendingMigration } from "../core/outcome.ts";
import type { Journey } from "./journey.ts";
import { describeRun } from "./target.ts";

/** The context that a plan is applied in. */
export async function applyContext(journey: Journey): Promise<ApplyContext> {
  const { world, settings, audience, signal } = journey;
  return {
    run: await describeRun(journey),
    clock: world.clock,
    limits: settings.limits,
    ...(settings.role === undefined ? {} : { role: settings.role }),
    watch: audience,
    signal,
  };
}

/** What is still pending once these are applied. */
export function pendingAfter(
  pending: readonly PendingMigration[],
  applied: readonly DoneMigration[],
): readonly PendingMigration[] {
  const done = new Set(applied.map(({ version }) => version));
  return pending.filter(({ version }) => !done.has(version));
}

