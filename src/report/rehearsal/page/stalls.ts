// How long readers and writers of each table stood still while one migration ran.

import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";

import type { RehearsedMigration, Stall } from "../../../core/rehearsal.ts";
import { counted } from "../../style.ts";
import { showTime } from "../figures.ts";
import { element, type Content } from "./element.ts";

/** So many tables stand open, those with the longest stalls. */
const OPEN_MAX = 4;

/** Nothing where no probe was at any table. */
export function stallSection(migration: RehearsedMigration): Content {
  if (migration.stalls.length === 0) return false;
  const stalls = migration.stalls.toSorted((a, b) => longestOf(b) - longestOf(a));
  const width = scaleLinear([0, Math.max(...stalls.map(longestOf)) || 1], [0, 100]);
  const listOf = (some: readonly Stall[]): VNode =>
    element("dl", "", ...some.flatMap((stall) => rowOf(stall, (ms) => width(ms))));
  const more = stalls.slice(OPEN_MAX);
  return element(
    "section",
    "stalls",
    element("h4", "", "Stalls"),
    element("p", "note", "The longest that a reader and a writer of each table had to wait."),
    listOf(stalls.slice(0, OPEN_MAX)),
    more.length > 0 &&
      element(
        "details",
        "folded",
        element("summary", "", `${counted(more.length, "table")} with less`),
        listOf(more),
      ),
  );
}

const longestOf = ({ readMs, writeMs }: Stall): number => Math.max(readMs, writeMs);

const rowOf = ({ relation, readMs, writeMs }: Stall, width: (ms: number) => number): readonly VNode[] => [
  element("dt", "", element("code", "", relation)),
  element("dd", "", gauge("read", readMs, width(readMs)), gauge("write", writeMs, width(writeMs))),
];

const gauge = (name: string, ms: number, percent: number): VNode =>
  element(
    "div",
    `gauge ${name}`,
    element("span", "", name),
    element("span", "", ms > 0 && element("i", { style: `--w:${percent.toFixed(1)}%` })),
    element("span", "figure", showTime(ms)),
  );
