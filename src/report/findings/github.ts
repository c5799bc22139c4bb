// Findings as workflow commands of GitHub Actions, which show them beside the lines of a pull request.

import type { Finding } from "../../core/finding.ts";
import { shown, shownInLine } from "../rehearsal/shown.ts";

const COMMANDS = { error: "error", warning: "warning", note: "notice" } as const;

/** One line for each finding, hazards first: GitHub shows only the first few of a step. Empty without findings. */
export const findingsGithub = (findings: readonly Finding[]): string =>
  findings
    .toSorted((a, b) => Number(a.class === "advice") - Number(b.class === "advice"))
    .map((finding) => `${commandOf(finding)}\n`)
    .join("");

function commandOf({ severity, file, line, column, rule, message, instead }: Finding): string {
  const properties = Object.entries({ file, line, col: column, title: rule })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${property(String(value))}`);
  const text = `${shown(message)}\nInstead: ${shown(instead)}`;
  return `::${COMMANDS[severity]} ${properties.join(",")}::${escaped(text)}`;
}

const escaped = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (text: string): string =>
  escaped(shownInLine(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
