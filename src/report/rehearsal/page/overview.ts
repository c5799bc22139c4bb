// All migrations of a run at one glance: a strip of how the time went, and a line for each.

import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";

import { counted } from "../../style.ts";
import { BLOCKS, blocksOf, byBlocks, targetTime, type Hold } from "../blocks.ts";
import { showTime } from "../figures.ts";
import type { Summed } from "../summary.ts";
import { anchorOf } from "./anchor.ts";
import { element, type Content } from "./element.ts";
import { legend } from "./legend.ts";
import { mark } from "./mark.ts";
import { classOf } from "./lock-class.ts";

const COLUMNS = ["Migration", "Locked longest against readers or writers", "Way back", "Time"] as const;

/** Longer runs list what something is wrong with, and the rest folded up. */
const ALL_LISTED_MAX = 40;

/** Nothing for a single migration, which is its own overview. */
export function overview(all: readonly Summed[]): Content {
  if (all.length < 2) return false;
  const longest = Math.max(...all.map(({ migration }) => migration.durationMs));
  const width = scaleLinear([0, longest || 1], [0, 100]);
  const rows = all.map((summed, index) => ({
    isFirst: all.length <= ALL_LISTED_MAX || summed.tone !== "good",
    row: row(summed, anchorOf(index), width(summed.migration.durationMs)),
  }));
  const first = rows.filter(({ isFirst }) => isFirst);
  const rest = rows.filter(({ isFirst }) => !isFirst);
  return element(
    "section",
    "overview",
    element("div", "headline", element("h2", "", "Overview"), legend(BLOCKS)),
    first.length > 0 && element("ol", "", columns(), ...first.map((each) => each.row)),
    rest.length > 0 &&
      element(
        "details",
        "folded",
        element("summary", "", `${counted(rest.length, "migration")} with nothing to look at`),
        element("ol", "", ...rest.map((each) => each.row)),
      ),
  );
}

const columns = (): VNode =>
  element(
    "li",
    { class: "columns", "aria-hidden": "true" },
    ...COLUMNS.map((title) => element("span", "", title)),
  );

function holdWords(hold: Hold): string {
  const there = targetTime(hold);
  return `${hold.relation} ${showTime(hold.ms)}${there === undefined ? "" : `, on the target ${there}`}`;
}

function row(
  { migration, tone, holds, wayBack, rewrites, scans }: Summed,
  anchor: string,
  percent: number,
): VNode {
  const [worst] = holds;
  const strongest = holds.map(({ mode }) => mode).toSorted(byBlocks)[0];
  const color = strongest === undefined ? "no" : classOf(blocksOf(strongest));
  const notes = [...(rewrites.length > 0 ? ["rewrite"] : []), ...(scans.length > 0 ? ["full scan"] : [])];
  return element(
    "li",
    "",
    mark(tone),
    element(
      "a",
      { href: `#${anchor}` },
      element("b", "", migration.name),
      " ",
      element("code", "", migration.version),
    ),
    element("span", "spent", element("i", { class: color, style: `--w:${percent.toFixed(2)}%` })),
    element("span", "time", showTime(migration.durationMs)),
    element(
      "span",
      "said",
      worst !== undefined && element("span", `mode ${classOf(blocksOf(worst.mode))}`, holdWords(worst)),
      ...notes.map((note) => element("span", "chip", note)),
    ),
    element("span", `back ${wayBack.tone}`, wayBack.text),
  );
}
