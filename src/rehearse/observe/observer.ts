// Looks on while a migration runs and keeps what was seen of each step and statement. It judges nothing.

import type { Observer, StatementScene } from "../../apply/apply.ts";
import { quoteRelation, type RelationName } from "../../core/name.ts";
import type { PlannedStatement, Step } from "../../core/plan.ts";
import type { ConcurrentWork } from "../../core/statement.ts";
import type { Clock } from "../../core/world.ts";
import type { Session } from "../../database/database.ts";
import { watchFromOutside, type Lookout, type OutsideView } from "./outside.ts";
import { lookAtEverything, lookAtLocked, lookAtLog, type Sight } from "./sight.ts";
import type { Surroundings } from "./surroundings.ts";

export interface SeenStatement {
  readonly statement: PlannedStatement;
  /** Milliseconds since the rehearsal began. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly before: Sight;
  readonly after: Sight;
  /** For a statement that was watched by a second session. */
  readonly outside?: OutsideView;
}

export interface SeenStep {
  readonly step: Step;
  readonly startMs: number;
  readonly endMs: number;
  readonly statements: readonly SeenStatement[];
}

export interface Watching extends Observer {
  /** The steps that were run to their end so far, failed ones included. */
  readonly steps: readonly SeenStep[];
}

export interface WatchOptions {
  readonly clock: Clock;
  /** Gives the two sessions that look on from outside, once they are needed. */
  readonly lookout: () => Promise<Lookout>;
  readonly surroundings: Surroundings;
  /** The clock's milliseconds when the rehearsal began. */
  readonly originMs: number;
}

/** Begins to watch one migration. */
export function watchMigration(options: WatchOptions): Watching {
  const { clock, originMs } = options;
  const sinceOrigin = (): number => clock.monotonicMs() - originMs;
  const steps: SeenStep[] = [];
  let statements: SeenStatement[] = [];
  return {
    steps,
    step: async ({ step }, run) => {
      // A try that lost its race for a lock left nothing behind, and is not told.
      statements = [];
      const earlier = steps.findIndex((seen) => seen.step === step);
      if (earlier !== -1) steps.splice(earlier);
      const startMs = sinceOrigin();
      try {
        await run();
      } finally {
        steps.push({ step, startMs, endMs: sinceOrigin(), statements });
      }
    },
    statement: async (scene, run) => {
      const look = scene.step.kind === "autocommit" ? lookAtEverything : lookAtLocked;
      const before = statements.at(-1)?.after ?? (await lookAtLog(scene.session));
      const startMs = sinceOrigin();
      const alone = scene.step.kind === "autocommit";
      const outside = alone ? await fromOutside(options, scene, run) : await run().then(() => undefined);
      const durationMs = sinceOrigin() - startMs - (outside?.heldMs ?? 0);
      const seen = { statement: scene.statement, startMs, durationMs, before };
      const after = await look(scene.session);
      statements.push({ ...seen, after, ...(outside ? { outside } : {}) });
    },
  };
}

const OID_OF = "select pg_catalog.to_regclass($1)::oid::text as oid";

async function fromOutside(
  { clock, surroundings, lookout }: WatchOptions,
  { session, statement }: StatementScene,
  run: () => Promise<void>,
): Promise<OutsideView> {
  const table = await tableOf(session, statement, surroundings);
  const { backendPid: pid } = session;
  const from = { ...(await lookout()), clock };
  return watchFromOutside(from, { pid, ...(table === undefined ? {} : { table }) }, run);
}

/** The table that a concurrent statement works on, as SQL; undefined where it is not one known table. */
async function tableOf(
  session: Session,
  { concurrent }: PlannedStatement,
  { relations, ties }: Surroundings,
): Promise<string | undefined> {
  const name = concurrent && namedBy(concurrent);
  if (name === undefined) return undefined;
  const [found] = await session.query<{ oid: string | null }>(OID_OF, [quoteRelation(name)]);
  const index = ties.find(({ kind, from }) => kind === "index" && from === found?.oid);
  const relation = relations.get(index?.to ?? found?.oid ?? "");
  return relation && quoteRelation(relation.at);
}

function namedBy(concurrent: ConcurrentWork): RelationName | undefined {
  switch (concurrent.kind) {
    case "create-index":
      return concurrent.table;
    case "drop-index":
      return concurrent.indexes[0];
    case "reindex":
      return concurrent.name;
    case "detach":
      return concurrent.parent;
  }
}
