// One performance of a migration on the stage: run by the executor of production, watched and probed.

import { apply, type ApplyContext } from "../apply/apply.ts";
import type { Failure } from "../core/failure.ts";
import type { PlannedMigration } from "../core/plan.ts";
import type { ObservedStatement, ObservedStep, Stall } from "../core/rehearsal.ts";
import { observedStatements } from "./observe/observed.ts";
import { watchMigration } from "./observe/observer.ts";
import type { Relation, Surroundings } from "./observe/surroundings.ts";
import { stallsIn } from "./probe/stalls.ts";
import type { Stage } from "./stage.ts";

export interface Performance {
  readonly durationMs: number;
  readonly steps: readonly ObservedStep[];
  readonly statements: readonly ObservedStatement[];
  /** The longest waits over the whole migration. */
  readonly stalls: readonly Stall[];
  readonly failure?: Failure;
}

export interface PerformanceOptions {
  readonly stage: Stage;
  readonly surroundings: Surroundings;
  /** Tables that a reader and a writer each are at all through it. */
  readonly probed: readonly Relation[];
  readonly context: ApplyContext;
  readonly originMs: number;
}

/** Runs the migration and journals it. What it met is told, not thrown. */
export async function perform(
  migration: PlannedMigration,
  { stage, surroundings, probed, context, originMs }: PerformanceOptions,
): Promise<Performance> {
  const { clock } = context;
  const probing = await stage.probes.start(probed);
  const startMs = clock.monotonicMs();
  const lookout = (): ReturnType<Stage["lookout"]> => stage.lookout();
  const observer = watchMigration({ clock, originMs, surroundings, lookout });
  const { failure } = await applyOne(migration, stage, { ...context, observer });
  const durationMs = clock.monotonicMs() - startMs;
  const waits = await probing.stop();
  const statements = observedStatements(observer.steps, surroundings).map((statement): ObservedStatement => {
    const { startMs: fromMs, durationMs: longMs } = statement;
    return { ...statement, stalls: stallsIn(waits, probed, { fromMs, toMs: fromMs + longMs }) };
  });
  return {
    durationMs,
    steps: observer.steps.map(({ step, ...times }) => ({
      kind: step.kind,
      startMs: times.startMs,
      endMs: times.endMs,
    })),
    statements,
    stalls: stallsIn(waits, probed, { fromMs: startMs - originMs, toMs: clock.monotonicMs() - originMs }),
    ...(failure ? { failure } : {}),
  };
}

/** Applies one migration as a plan of its own. */
export function applyOne(
  migration: PlannedMigration,
  { session }: Pick<Stage, "session">,
  context: ApplyContext,
): ReturnType<typeof apply> {
  const { direction } = migration;
  return apply({ direction, migrations: [migration], all: [migration] }, session, context);
}
