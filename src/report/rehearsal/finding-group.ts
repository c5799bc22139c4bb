// Findings of one rule that have the same remedy, told together.

import type { Finding } from "../../core/finding.ts";

export interface FindingGroup {
  readonly rule: string;
  readonly class: Finding["class"];
  readonly instead: string;
  readonly findings: readonly Finding[];
}

/** Hazards before advice; otherwise in the order in which the first of each group comes. */
export function findingGroups(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = Map.groupBy(findings, ({ rule, instead, ...finding }) =>
    JSON.stringify([finding.class, rule, instead]),
  );
  return [...groups.values()]
    .flatMap((same): FindingGroup[] => {
      const [first] = same;
      return first ? [{ rule: first.rule, class: first.class, instead: first.instead, findings: same }] : [];
    })
    .toSorted((a, b) => Number(a.class === "advice") - Number(b.class === "advice"));
}

/** `file.sql:3`, or nothing where a finding is about no file. */
export const placeOf = ({ file, line }: Pick<Finding, "file" | "line">): string =>
  [file, line].filter((part) => part !== undefined).join(":");
