// Waits for something to become true, and not for time to pass.

import { setTimeout as sleep } from "node:timers/promises";

const UNTIL_MS_MAX = 60_000;
const POLL_MS = 10;

/** Asks again and again. Throws, with these words, what has not become true in a minute. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadlineMs = performance.now() + UNTIL_MS_MAX;
  while (!(await isSo())) {
    if (performance.now() > deadlineMs) throw new Error(`did not come about: ${what}`);
    await sleep(POLL_MS);
  }
}
