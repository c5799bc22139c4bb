// Versions of a schema as Temporal orders them: up to three numbers, of which those left out count as zero.

const VERSION = /^v?(?<numbers>\d+(?:\.\d+){0,2})$/;

/** True for what is a version at all. */
export const isVersion = (text: string): boolean => VERSION.test(text);

/** Below zero where `a` comes before `b`. What is no version comes before all that are. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  const at = left.findIndex((number, index) => number !== right[index]);
  return at === -1 ? 0 : Number(left[at]) - Number(right[at]);
}

function numbersOf(version: string): readonly number[] {
  const parts = VERSION.exec(version)?.groups?.["numbers"]?.split(".") ?? ["-1"];
  return [0, 1, 2].map((index) => Number(parts[index] ?? 0));
}
