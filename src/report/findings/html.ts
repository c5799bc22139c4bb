// Findings as one HTML file: what was looked at in a sentence, hazards, advice.

import type { CheckOutcome } from "../../core/outcome.ts";
import { findingGroups } from "../rehearsal/finding-group.ts";
import { wholePage } from "../rehearsal/html.ts";
import { element, type Content } from "../rehearsal/page/element.ts";
import { failureBox } from "../rehearsal/page/failure-box.ts";
import { findingBox } from "../rehearsal/page/finding-box.ts";
import { mark } from "../rehearsal/page/mark.ts";
import { counted } from "../style.ts";
import { plannedLines } from "./planned.ts";

/** The whole page, under a title such as `Planned infrastructure`. Everything that comes from files is escaped. */
export function findingsPage({ findings, planned, failure }: CheckOutcome, title: string): string {
  const hazards = findings.filter((finding) => finding.class === "hazard");
  const found = hazards.length === 0 ? "no hazard found" : `${counted(hazards.length, "hazard")} found`;
  const groups = findingGroups(findings);
  return wholePage(`${title}: ${found}`, [
    element(
      "header",
      hazards.length === 0 ? "good" : "bad",
      element("p", "product", "Lockkeeper"),
      element(
        "h1",
        "",
        mark(hazards.length === 0 ? "good" : "bad"),
        element("span", "", `${title}: ${found}`),
      ),
      ...(planned === undefined ? [] : plannedLines(planned).map((line) => element("p", "", line))),
    ),
    failure !== undefined && section("What it comes to", [failureBox(failure)]),
    groups.length > 0 &&
      section(
        "What was found",
        groups.map((group) => findingBox(group)),
      ),
  ]);
}

const section = (title: string, boxes: readonly Content[]): Content =>
  element("section", "wrong", element("h2", "", title), ...boxes);
