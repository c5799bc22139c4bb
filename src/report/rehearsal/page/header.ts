// The top of the page: the verdict, what was rehearsed where and when, and the figures that matter most.

import type { VNode } from "preact";

import type { RehearseOutcome, Rehearsal, ScratchSource } from "../../../core/rehearsal.ts";
import { showCount, showServer, showTime, showWhen } from "../figures.ts";
import { verdictOf, type Summed } from "../summary.ts";
import { element, type Content } from "./element.ts";
import { mark } from "./mark.ts";

const SOURCES: Readonly<Record<ScratchSource, string>> = {
  replay: "applied migrations, replayed",
  target: "the target's schema",
  backup: "a restored backup",
};

/** The verdict is the page's heading. */
export function header(outcome: RehearseOutcome, all: readonly Summed[]): VNode {
  const { tone, text } = verdictOf(outcome);
  const { rehearsal, target } = outcome;
  return element(
    "header",
    tone,
    element("p", "product", "Lockkeeper rehearsal"),
    element("h1", "", mark(tone), element("span", "", text)),
    element("dl", "particulars", ...particulars(rehearsal, target)),
    rehearsal !== undefined && all.length > 0 && element("ul", "tiles", ...tiles(rehearsal, all)),
  );
}

function particulars(rehearsal: Rehearsal | undefined, target: string | undefined): readonly VNode[] {
  const rows: readonly (readonly [string, string])[] = [
    ...(target === undefined ? [] : [["Target", target] as const]),
    ...(rehearsal === undefined
      ? []
      : ([
          ["Rehearsed on", `PostgreSQL ${showServer(rehearsal.server.version)} (${rehearsal.server.kind})`],
          ["Schema from", `${SOURCES[rehearsal.server.source]}${fillWords(rehearsal.fillRows)}`],
          ["When", `${showWhen(rehearsal.startedAt)}, for ${showTime(rehearsal.durationMs)}`],
        ] as const)),
  ];
  return rows.map(([name, value]) => element("div", "", element("dt", "", name), element("dd", "", value)));
}

const fillWords = (rows: number): string => (rows === 0 ? "" : `, ${showCount(rows)} rows made up`);

function tiles({ migrations }: Rehearsal, all: readonly Summed[]): readonly VNode[] {
  const statements = migrations.reduce((sum, migration) => sum + migration.statements.length, 0);
  const read = longest(all.map(({ readStall }) => [readStall?.readMs ?? 0, readStall?.relation]));
  const write = longest(all.map(({ writeStall }) => [writeStall?.writeMs ?? 0, writeStall?.relation]));
  const undone = all.filter(({ wayBack }) => wayBack.tone === "good").length;
  const rewrites = all.flatMap((summed) => summed.rewrites);
  const scans = all.flatMap((summed) => summed.scans.map(({ relation }) => relation));
  return [
    tile(String(migrations.length), "migrations", `${showCount(statements)} statements`),
    tile(showTime(read.ms), "longest stall of a reader", read.relation),
    tile(showTime(write.ms), "longest stall of a writer", write.relation),
    namesTile("written anew", rewrites),
    namesTile("read from end to end", scans),
    tile(`${undone} of ${all.length}`, "undone and redone", "with the schema as before"),
  ];
}

function longest(stalls: readonly (readonly [ms: number, relation: string | undefined])[]): {
  readonly ms: number;
  readonly relation: string;
} {
  const [first] = stalls.toSorted(([a], [b]) => b - a);
  return { ms: first?.[0] ?? 0, relation: first?.[1] ?? "nobody waited" };
}

function namesTile(title: string, names: readonly string[]): VNode {
  const different = [...new Set(names)];
  const [first = "nothing that was there", ...others] = different;
  return tile(
    String(different.length),
    title,
    others.length === 0 ? first : `${first} and ${others.length} more`,
  );
}

const tile = (figure: string, title: string, note: Content): VNode =>
  element("li", "", element("b", "", figure), element("span", "", title), element("small", "", note));
