// Findings of one rule on the page: what happens, where, and what to do instead.

import type { VNode } from "preact";

import type { Finding } from "../../../core/finding.ts";
import type { Rehearsal } from "../../../core/rehearsal.ts";
import { placeOf, type FindingGroup } from "../finding-group.ts";
import { linkTo } from "./anchor.ts";
import { element } from "./element.ts";

/** So many places stand open; the rest is folded up below them. */
const OPEN_MAX = 5;

/** One box; with a rehearsal on the same page each place is a link to its statement. */
export function findingBox(
  { rule, instead, findings, ...group }: FindingGroup,
  rehearsal?: Rehearsal,
): VNode {
  const items = findings.map((finding) => placeItem(finding, rehearsal));
  return element(
    "div",
    `box ${group.class === "hazard" ? "bad" : "warn"}`,
    element(
      "p",
      "rule",
      element("b", "", group.class),
      element("code", "", rule),
      findings.length > 1 && element("span", "", `${findings.length} times`),
    ),
    element("ul", "places", ...items.slice(0, OPEN_MAX)),
    items.length > OPEN_MAX &&
      element(
        "details",
        "folded",
        element("summary", "", `${items.length - OPEN_MAX} more`),
        element("ul", "places", ...items.slice(OPEN_MAX)),
      ),
    element("p", "instead", element("b", "", "Instead: "), instead),
  );
}

function placeItem(finding: Finding, rehearsal: Rehearsal | undefined): VNode {
  const place = placeOf(finding);
  const href = rehearsal && linkTo(finding, rehearsal);
  return element(
    "li",
    "",
    element("p", "message", finding.message),
    place !== "" && element("small", "", href === undefined ? place : element("a", { href }, place)),
    finding.excerpt !== undefined && element("pre", "", finding.excerpt),
  );
}
