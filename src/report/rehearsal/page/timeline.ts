// The timeline of one migration: its steps and statements, and below them a bar for each lock that it took.

import type { VNode } from "preact";

import type { RehearsedMigration } from "../../../core/rehearsal.ts";
import { counted } from "../../style.ts";
import { aboutOf, BLOCKS, blocksOf, type Blocks } from "../blocks.ts";
import { showTime } from "../figures.ts";
import { element, type Content } from "./element.ts";
import { legend } from "./legend.ts";
import { lanesOf, type Bar, type Lane } from "./lane.ts";
import { lockTable } from "./lock-table.ts";
import { timeScale, type Span, type TimeScale } from "./scale.ts";
import { classOf } from "./lock-class.ts";

/** So many lanes stand open; a table with hundreds of partitions must not push all else off the page. */
const LANES_OPEN_MAX = 16;

/** Nothing where the migration took no lock. */
export function timeline(migration: RehearsedMigration): Content {
  const lanes = lanesOf(migration);
  if (lanes.length === 0) return false;
  const scale = timeScale(wholeOf(migration), migration.statements.map(spanOf));
  const before = lanes.filter(({ existed }) => existed);
  const fresh = lanes.filter(({ existed }) => !existed);
  const more = before.slice(LANES_OPEN_MAX);
  return element(
    "figure",
    "timeline",
    element(
      "figcaption",
      "",
      element("h4", "", "Locks over time"),
      before.length > 0 && legend(blocksIn(before)),
    ),
    element(
      "div",
      { class: "chart", role: "img", "aria-label": describe(migration, before, fresh) },
      head(migration, scale),
      element("div", "lanes", ...before.slice(0, LANES_OPEN_MAX).map((lane) => laneRow(lane, scale))),
      before.length === 0 && element("p", "none", "Locks nothing that was there before."),
      axis(scale),
    ),
    !scale.isExact && stretchNote(),
    folded(`${counted(more.length, "more relation")} that were there before`, more, scale),
    folded(`${counted(fresh.length, "new relation")}, which nobody else can see yet`, fresh, scale),
    lockTable(migration),
  );
}

function blocksIn(lanes: readonly Lane[]): readonly Blocks[] {
  const seen = new Set(lanes.flatMap(({ bars }) => bars.map(({ lock }) => blocksOf(lock.mode))));
  return BLOCKS.filter((blocks) => seen.has(blocks));
}

const stretchNote = (): VNode =>
  element("p", "note", "Short statements are drawn wider than they were, so that they can be seen.");

function folded(title: string, lanes: readonly Lane[], scale: TimeScale): Content {
  if (lanes.length === 0) return false;
  const rows = lanes.map((lane) => laneRow(lane, scale));
  return element(
    "details",
    "folded",
    element("summary", "", title),
    element("div", { class: "chart", "aria-hidden": "true" }, element("div", "lanes", ...rows), axis(scale)),
  );
}

/** From the first thing that began to the last that ended. */
function wholeOf({ steps, statements }: RehearsedMigration): Span {
  const spans = [...steps, ...statements.map(spanOf)];
  return {
    startMs: Math.min(...spans.map(({ startMs }) => startMs)),
    endMs: Math.max(...spans.map(({ endMs }) => endMs)),
  };
}

const spanOf = ({
  startMs,
  durationMs,
}: {
  readonly startMs: number;
  readonly durationMs: number;
}): Span => ({
  startMs,
  endMs: startMs + durationMs,
});

/** Where steps and statements begin and end, in two rows above the lanes. */
function head({ steps, statements }: RehearsedMigration, scale: TimeScale): VNode {
  return element(
    "div",
    "head",
    element(
      "div",
      "steps",
      ...steps.map((step) =>
        element("span", { class: "step", style: placed(step, scale) }, element("b", "", step.kind)),
      ),
    ),
    element(
      "div",
      "numbers",
      ...statements.map((each) =>
        element(
          "span",
          { class: "number", style: placed(spanOf(each), scale) },
          element("b", "", each.number),
        ),
      ),
    ),
  );
}

/** Placed by percent, so that the page can be as wide as it likes. */
function placed({ startMs, endMs }: Span, { at }: TimeScale): string {
  const left = at(startMs);
  return `--x:${left}%;--w:${Math.round((at(endMs) - left) * 10) / 10}%`;
}

function laneRow({ relation, existed, rows, bars }: Lane, scale: TimeScale): VNode {
  const [first] = bars;
  const about = first === undefined ? "" : aboutOf(first.lock);
  return element(
    "div",
    existed ? "lane" : "lane new",
    element("div", "who", element("code", "", relation), about !== "" && element("small", "", about)),
    element(
      "div",
      { class: "track", style: rows === 1 ? undefined : `--rows:${rows}` },
      ...bars.map((bar) => barOf(bar, scale)),
    ),
  );
}

/** The style sheet writes the title on bars that are wide enough. New relations are only told by their lane. */
function barOf({ lock, row }: Bar, scale: TimeScale): VNode {
  const { mode, existed, fromMs, toMs } = lock;
  const place = placed({ startMs: fromMs, endMs: toMs }, scale);
  return element("span", {
    class: `bar ${classOf(existed ? blocksOf(mode) : "nothing")}`,
    style: row === 0 ? place : `${place};--row:${row}`,
    title: existed ? `${mode} ${showTime(toMs - fromMs)}` : undefined,
  });
}

function axis({ ticks }: TimeScale): VNode {
  const marks = ticks.map(({ at, label }) =>
    element("span", { class: at > 92 ? "tick last" : "tick", style: `--x:${at}%` }, label),
  );
  return element("div", "axis", ...marks);
}

function describe(
  { statements }: RehearsedMigration,
  before: readonly Lane[],
  fresh: readonly Lane[],
): string {
  return (
    `Timeline of ${counted(statements.length, "statement")}: locks on ${counted(before.length, "relation")} that ` +
    `were there before and on ${fresh.length} new. The table below says the same.`
  );
}
