// Findings as Markdown for a pull request: hazards in full, advice folded.

import type { Finding } from "../../core/finding.ts";
import { findingBlocks } from "../rehearsal/markdown/failure.ts";
import { fitted, folded, whole, type Block } from "../rehearsal/markdown/fit.ts";
import { markOf } from "../rehearsal/markdown/mark.ts";
import { code, plain } from "../rehearsal/markdown/text.ts";
import { placeOf } from "../rehearsal/finding-group.ts";
import { counted } from "../style.ts";

/** GitHub takes 65,536 characters; others take as many or more. */
const LENGTH_MAX = 65_000;

/** Under a title, with sentences below it; ends in a line end and fits into one comment; what had to be left out is counted. */
export function findingsMarkdown(
  findings: readonly Finding[],
  title: string,
  facts: readonly string[] = [],
): string {
  const hazards = findings.filter((finding) => finding.class === "hazard");
  const advice = findings.filter((finding) => finding.class === "advice");
  const tone = hazards.length === 0 ? "good" : "bad";
  const found = hazards.length === 0 ? "no hazard found" : `${counted(hazards.length, "hazard")} found`;
  return fitted(
    [
      whole([`## ${markOf(tone)} ${title}: ${found}`]),
      ...facts.map((fact) => whole([plain(fact)])),
      ...findingBlocks(hazards),
      ...adviceBlocks(advice),
    ],
    LENGTH_MAX,
  );
}

const adviceBlocks = (advice: readonly Finding[]): readonly Block[] =>
  advice.length === 0 ? [] : [folded(`Advice: ${advice.length}`, advice.map(lineOf))];

function lineOf(finding: Finding): string {
  const place = placeOf(finding);
  const start = place === "" ? "" : `${code(place)}: `;
  return `- ${start}${plain(finding.message)} ${plain(finding.instead)} (${code(finding.rule)})`;
}
