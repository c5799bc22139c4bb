// The words behind a directive of formatted SQL: `name:value`, with quotes around a value that has spaces.

const WORD = /(?<name>[\w-]+):(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<plain>\S*))/g;

/** By their names in lower case; the first of each counts. */
export function wordsIn(text: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const { groups = {} } of text.matchAll(WORD)) {
    const name = (groups["name"] ?? "").toLowerCase();
    const value = groups["double"] ?? groups["single"] ?? groups["plain"] ?? "";
    if (!words.has(name)) words.set(name, value);
  }
  return words;
}

/** `true`, `false`, or what holds where nothing is said. */
export const isTrue = (value: string, fallback: boolean): boolean =>
  value.trim() === "" ? fallback : value.trim().toLowerCase() === "true";
