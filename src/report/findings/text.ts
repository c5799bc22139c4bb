// Findings as text for a terminal: the place as editors know it, what happens, what to do, and the line itself.

import type { Finding } from "../../core/finding.ts";
import type { LintOutcome } from "../../core/outcome.ts";
import { redact } from "../../core/redact.ts";
import { counted, type Paint } from "../style.ts";

/** Advice of one rule that is shown in full; of what is more only the number is told. */
const ADVICE_SHOWN_MAX = 3;

/** What was found, and in what: `3 migrations`. */
export interface Found extends Pick<LintOutcome, "findings" | "dismissed"> {
  readonly lookedAt: string;
}

/** Every hazard, then advice, then the sum. */
export function findingLines({ findings, lookedAt, dismissed = [] }: Found, paint: Paint): readonly string[] {
  const hazards = findings.filter((finding) => finding.class === "hazard");
  const advice = [
    ...Map.groupBy(
      findings.filter((finding) => finding.class === "advice"),
      ({ rule }) => rule,
    ),
  ];
  return [
    ...hazards.flatMap((finding) => linesOf(finding, paint)),
    ...advice.flatMap(([rule, own]) => [
      ...own.slice(0, ADVICE_SHOWN_MAX).flatMap((finding) => linesOf(finding, paint)),
      ...moreOf(rule, own.length - ADVICE_SHOWN_MAX, paint),
    ]),
    ...dismissed.map(({ finding, reason }) =>
      paint("dim", `· ${placeOf(finding)}dismissed: ${redact(reason)} [${finding.rule}]`),
    ),
    sumOf(findings, lookedAt),
  ];
}

function linesOf(finding: Finding, paint: Paint): readonly string[] {
  const { severity, rule, message, instead, excerpt } = finding;
  const mark = { error: paint("bad", "✗"), warning: paint("warn", "!"), note: paint("dim", "·") }[severity];
  return [
    `${mark} ${placeOf(finding)}${redact(message)} ${paint("dim", `[${rule}]`)}`,
    ...(excerpt === undefined ? [] : [excerpt.replaceAll(/^/gm, "    ")]),
    `  ${paint("strong", "instead:")} ${redact(instead)}`,
  ];
}

const placeOf = ({ file, line, column }: Finding): string =>
  file === undefined ? "" : `${[file, line, column].filter((part) => part !== undefined).join(":")}: `;

const moreOf = (rule: string, count: number, paint: Paint): readonly string[] =>
  count > 0 ? [paint("dim", `· ${count} more of ${rule} (--json lists all)`)] : [];

function sumOf(findings: readonly Finding[], lookedAt: string): string {
  const hazards = findings.filter((finding) => finding.class === "hazard").length;
  const advice = findings.length - hazards;
  const said = [
    ...(hazards === 0 ? [] : [counted(hazards, "hazard")]),
    ...(advice === 0 ? [] : [`${advice} ${advice === 1 ? "piece" : "pieces"} of advice`]),
  ];
  const found = said.length === 0 ? "Nothing found" : said.join(" and ");
  return `${found} in ${lookedAt}.`;
}
