// What every part of a run is given besides the plan.

import type { RunLimits } from "../core/settings.ts";
import type { Clock } from "../core/world.ts";
import type { Run } from "../journal/journal.ts";
import type { Watch } from "./watch.ts";

export interface ApplyContext {
  readonly run: Run;
  readonly clock: Clock;
  readonly limits: RunLimits;
  readonly role?: string;
  readonly watch: Watch;
  /** Aborted by SIGINT or SIGTERM: the running statement is cancelled and the step rolled back. */
  readonly signal: AbortSignal;
}
