// Looks at the command lines of all processes, again and again, for words that must not stand there.

import { readdirSync, readFileSync } from "node:fs";

export interface ProcessWatch extends AsyncDisposable {
  /** The words that stood on a command line. */
  seen(): ReadonlySet<string>;
}

const EVERY_MS = 3;

/** Looks every few milliseconds until it is disposed of. Sees nothing where there is no /proc. */
export function startProcessWatch(words: readonly string[]): ProcessWatch {
  const found = new Set<string>();
  const timer = setInterval(() => {
    for (const line of commandLines()) for (const word of words) if (line.includes(word)) found.add(word);
  }, EVERY_MS);
  return {
    seen: () => found,
    [Symbol.asyncDispose]: () => {
      clearInterval(timer);
      return Promise.resolve();
    },
  };
}

function commandLines(): readonly string[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          return [readFileSync(`/proc/${name}/cmdline`, "utf8")];
        } catch {
          // It ended between the list and the look.
          return [];
        }
      });
  } catch {
    return [];
  }
}
