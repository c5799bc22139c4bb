// Runs something again when it lost a race for a lock: bounded, and with growing, jittered pauses.

import { Failure } from "../core/failure.ts";
import { isStatementError, SQLSTATE } from "../database/database.ts";

const DELAY_FIRST_MS = 100;
const DELAY_MAX_MS = 5_000;

export interface RetryOptions {
  readonly triesMax: number;
  /** Called before each pause. */
  readonly onLost: (lost: {
    readonly tryNumber: number;
    readonly delayMs: number;
    readonly reason: string;
  }) => Promise<void>;
  readonly sleep: (ms: number) => Promise<void>;
  readonly stopped: () => boolean;
}

/** Only a lock that was not had in time and a deadlock are worth another try: nothing else heals by itself. */
export function isLostRace(error: unknown): boolean {
  const said = error instanceof Failure ? error.cause : error;
  if (!isStatementError(said)) return false;
  return said.sqlstate === SQLSTATE.lockNotAvailable || said.sqlstate === SQLSTATE.deadlockDetected;
}

/** Tries up to `triesMax` times. `attempt` must leave nothing behind when it throws. */
export async function withRetries(attempt: () => Promise<void>, options: RetryOptions): Promise<void> {
  for (let tryNumber = 1; ; tryNumber++) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (!isLostRace(error) || tryNumber >= options.triesMax || options.stopped()) throw error;
      const delayMs = pauseAfter(tryNumber);
      const reason = error instanceof Error ? error.message : String(error);
      await options.onLost({ tryNumber, delayMs, reason });
      await options.sleep(delayMs);
    }
  }
}

/** Doubles up to a bound, then takes between half and all of it, so that rivals do not march in step. */
function pauseAfter(tryNumber: number): number {
  const whole = Math.min(DELAY_MAX_MS, DELAY_FIRST_MS * 2 ** Math.min(tryNumber - 1, 16));
  return Math.round(whole * (0.5 + Math.random() / 2));
}
