// Watches a concurrent build from a second session and tells how far it is.

import type { PlannedMigration } from "../core/plan.ts";
import type { Session } from "../database/database.ts";
import type { ApplyContext } from "./context.ts";

const LOOK_EVERY_MS = 1_000;

const PROGRESS = `
select phase,
  (100.0 * case when blocks_total > 0 then blocks_done::float8 / blocks_total
                when tuples_total > 0 then tuples_done::float8 / tuples_total
                when lockers_total > 0 then lockers_done::float8 / lockers_total end)::float8 as percent
from pg_catalog.pg_stat_progress_create_index where pid = $1
`;

/** Starts to watch after a second; dispose of it when the statement is over. Never disturbs the build. */
export function observeBuild(
  builder: Session,
  migration: PlannedMigration,
  context: ApplyContext,
): AsyncDisposable {
  const over = new AbortController();
  const watching = watch(builder.backendPid, { migration, context, over: over.signal });
  return {
    [Symbol.asyncDispose]: async () => {
      over.abort();
      await watching;
    },
  };
}

interface Watching {
  readonly migration: PlannedMigration;
  readonly context: ApplyContext;
  readonly over: AbortSignal;
}

async function watch(pid: number, { migration, context, over }: Watching): Promise<void> {
  let observer: Session | undefined;
  try {
    // Bound: until the statement is over.
    for (;;) {
      await context.clock.sleep(LOOK_EVERY_MS, over);
      if (over.aborted) return;
      observer ??= await context.openObserver();
      const [row] = await observer.query<{ phase: string; percent: number | null }>(PROGRESS, [pid]);
      if (!row) continue;
      const { phase, percent } = row;
      context.watch.building(migration, { phase, ...(percent === null ? {} : { percent }) });
    }
  } catch {
    // Progress is a courtesy: without a second connection the build goes on unseen.
  } finally {
    await observer?.close();
  }
}
