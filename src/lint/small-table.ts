// Hazards that cost no more than time, on tables so small that the time is none.

import type { Finding } from "../core/finding.ts";
import { showRelation } from "../core/name.ts";
import type { TableSize } from "./rule.ts";

/** What breaks as soon as there is one row, however few there are. */
const BREAKS: ReadonlySet<string> = new Set(["column-not-null-no-default"]);

export interface SmallTables {
  /** By full name: `public.orders`. */
  readonly sizes: ReadonlyMap<string, TableSize>;
  readonly rowsMax: number;
}

/** The findings, with notes that do not gate in the place of hazards that end at once on a small table. */
export function calmed(findings: readonly Finding[], { sizes, rowsMax }: SmallTables): readonly Finding[] {
  const small = new Set<string>();
  for (const [key, { rows }] of sizes) {
    const dot = key.indexOf(".");
    if (rows <= rowsMax) small.add(showRelation({ schema: key.slice(0, dot), name: key.slice(dot + 1) }));
  }
  return findings.map((finding) => {
    const { claim, rule } = finding;
    const isCalm = finding.class === "hazard" && claim?.work !== undefined && small.has(claim.relation);
    if (!isCalm || BREAKS.has(rule)) return finding;
    const message = `${finding.message} No hazard here: the table has no more than ${rowsMax} rows on the target.`;
    return { ...finding, class: "advice", severity: "note", message };
  });
}
