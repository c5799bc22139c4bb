// Whether a fix did what it says: its finding is gone, and no other has come.

import type { Finding } from "../../core/finding.ts";

/** True where the rule finds less in the fixed file than before, and no rule finds more in any file. */
export function isBetter(fixed: Finding, before: readonly Finding[], after: readonly Finding[]): boolean {
  const [then, now] = [countsOf(before), countsOf(after)];
  const own = keyOf(fixed);
  if ((now.get(own) ?? 0) >= (then.get(own) ?? 0)) return false;
  return [...now].every(([key, count]) => count <= (then.get(key) ?? 0));
}

/** Counted, as lines and sentences move with what is put in above them. */
function countsOf(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return counts;
}

const keyOf = ({ rule, file = "" }: Finding): string => JSON.stringify([rule, file]);
