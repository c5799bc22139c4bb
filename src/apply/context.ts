// What every part of a run is given besides the plan.

import type { RunLimits } from "../core/settings.ts";
import type { Clock } from "../core/world.ts";
import type { Session } from "../database/database.ts";
import type { Run } from "../journal/journal.ts";
import type { Observer } from "./observer.ts";
import type { Watch } from "./watch.ts";

export interface ApplyContext {
  readonly run: Run;
  readonly clock: Clock;
  readonly limits: RunLimits;
  readonly role?: string;
  readonly watch: Watch;
  /** Aborted by SIGINT or SIGTERM: the running statement is cancelled and the step rolled back. */
  readonly signal: AbortSignal;
  /**
   * Set where the deploy lock is a lease, because a pooler stands between: settings then last for a transaction
   * only, and every transaction shows this fencing number before it commits.
   */
  readonly fence?: number;
  /** Opens one more session on the target, to look at what the first one does. */
  readonly openObserver: () => Promise<Session>;
  /** Looks on from within, for a rehearsal. Migrations then go one by one and not in convoys. */
  readonly observer?: Observer;
}
