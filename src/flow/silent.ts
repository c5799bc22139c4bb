// What a run on a scratch database is given: nobody is told of single statements, and nobody else is at work there.

import type { ApplyContext } from "../apply/apply.ts";
import type { Session } from "../database/database.ts";
import type { Journey } from "./journey.ts";

const silence = (): void => undefined;
const WATCH: ApplyContext["watch"] = {
  migrationStarted: silence,
  statementStarted: silence,
  blocked: silence,
  retrying: silence,
  building: silence,
  migrationFinished: silence,
  notice: silence,
};

/** Limits and role as on the target. */
export function silentContext(journey: Journey, openObserver: () => Promise<Session>): ApplyContext {
  const { world, settings, signal, runId } = journey;
  const { user, host } = world.processes;
  return {
    run: { id: runId, osUser: user, host, tool: settings.tool },
    clock: world.clock,
    limits: settings.limits,
    ...(settings.role === undefined ? {} : { role: settings.role }),
    watch: WATCH,
    signal,
    openObserver,
  };
}
