// Hazards that cost no more than time, on tables so small that the time is none.

import type { Finding } from "../core/finding.ts";
import { showRelation } from "../core/name.ts";
import type { Rule, TableSize } from "./rule.ts";

export interface SmallTables {
  /** By full name: `public.orders`. */
  readonly sizes: ReadonlyMap<string, TableSize>;
  readonly rowsMax: number;
  readonly rules: readonly Rule[];
}

/** The findings, with notes that do not gate in the place of hazards that end at once on a small table. */
export function calmed(
  findings: readonly Finding[],
  { sizes, rowsMax, rules }: SmallTables,
): readonly Finding[] {
  const breaking = new Set(rules.filter(({ breaksOnOneRow }) => breaksOnOneRow).map(({ name }) => name));
  const small = new Set<string>();
  for (const [key, { rows }] of sizes) {
    const dot = key.indexOf(".");
    if (rows <= rowsMax) small.add(showRelation({ schema: key.slice(0, dot), name: key.slice(dot + 1) }));
  }
  return findings.map((finding) => {
    const { claim, rule } = finding;
    const isCalm = finding.class === "hazard" && claim?.work !== undefined && small.has(claim.relation);
    if (!isCalm || breaking.has(rule)) return finding;
    const message = `${finding.message} No hazard here: the table has no more than ${rowsMax} rows on the target.`;
    return { ...finding, class: "advice", severity: "note", message };
  });
}
