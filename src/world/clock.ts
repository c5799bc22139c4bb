// The real clock.

import { setImmediate as immediately, setTimeout as wait } from "node:timers/promises";

import type { Clock } from "../core/world.ts";

/** System time and timers. `sleep` ends early, without an error, when its signal fires. */
export const realClock: Clock = {
  breathe: () => immediately(),
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await wait(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};
