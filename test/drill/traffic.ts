// Readers and writers of a database while something is done to it: how long the longest of them waited.

import { testSession } from "../support/server.ts";

export interface Traffic extends AsyncDisposable {
  /** Ends it. Gives the longest wait in milliseconds, how many statements ran, and what failed. */
  stop(): Promise<{
    readonly longestMs: number;
    readonly statements: number;
    readonly errors: readonly string[];
  }>;
}

/** Each statement goes round in a session of its own. It ends with its scope at the latest. */
export function startTraffic(url: string, statements: readonly string[]): Traffic {
  const over = new AbortController();
  let longestMs = 0;
  let count = 0;
  const errors: string[] = [];
  const goRound = async (statement: string): Promise<void> => {
    await using session = await testSession(url);
    while (!over.signal.aborted) {
      const startMs = performance.now();
      await session.run(statement).catch((error: unknown) => errors.push(String(error)));
      longestMs = Math.max(longestMs, performance.now() - startMs);
      count++;
    }
  };
  const all = Promise.all(statements.map(goRound));
  const stop = async (): Promise<void> => {
    over.abort();
    await all;
  };
  return {
    [Symbol.asyncDispose]: stop,
    stop: async () => {
      await stop();
      return { longestMs: Math.round(longestMs), statements: count, errors };
    },
  };
}
