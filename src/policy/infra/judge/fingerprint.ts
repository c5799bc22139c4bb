// The hash that a waiver is bound to: of what is planned, whatever order it is written in.

import { createHash } from "node:crypto";

/** SHA-256 in hex of some changes, each in any shape that JSON has. */
export function fingerprintOf(changes: readonly unknown[]): string {
  const texts = changes.map((change) => JSON.stringify(ordered(change))).toSorted();
  return createHash("sha256")
    .update(JSON.stringify(["lockkeeper-infra-1", texts]))
    .digest("hex");
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value ?? null;
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, ordered(member)]));
}
