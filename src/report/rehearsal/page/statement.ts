// One statement on the page: its source, and what PostgreSQL did with it.

import type { VNode } from "preact";

import type { ObservedLock, ObservedStatement, Stall } from "../../../core/rehearsal.ts";
import { counted } from "../../style.ts";
import { byBlocks, isFelt } from "../blocks.ts";
import { listed, showBytes, showCount, showTime } from "../figures.ts";
import { shown, shownInLine } from "../shown.ts";
import { element, type Content } from "./element.ts";
import { lockGroups, relationNames } from "./lock-group.ts";
import { lockName } from "./lock-name.ts";

/** Enough of the source to know the statement by. Where that is all of it, it is not said again. */
const OPENING_LENGTH = 100;
/** Below, a stall may be no more than the unrest of a busy machine. */
const STALL_NOTED_MS_MIN = 50;
const RELATIONS_SHOWN_MAX = 12;

/** Folded up; `id` is where findings link to, `isOpen` where it should not be passed over. */
export function statementSection(statement: ObservedStatement, id: string, isOpen: boolean): VNode {
  const { number, text, durationMs } = statement;
  const opening = shownInLine(text).slice(0, OPENING_LENGTH);
  const isWhole = opening === shown(text);
  return element(
    "details",
    { class: isWhole ? "statement whole" : "statement", open: isOpen },
    element(
      "summary",
      "",
      element("span", "number", number),
      element("code", "", opening),
      !isWhole && element("span", "kind", placeOf(statement)),
      element("span", "chips", ...chips(statement)),
      element("span", "time", showTime(durationMs)),
    ),
    element(
      "div",
      { class: "inside", id },
      !isWhole && element("pre", "source", text),
      facts(statement, isWhole),
    ),
  );
}

const placeOf = ({ kind, line }: ObservedStatement): string => `${kind}, line ${line}`;

/** What makes a statement worth a look, in a word each. */
function chips({ locks, scanned, rewritten, stalls }: ObservedStatement): readonly Content[] {
  const [worst] = locks.filter(isFelt).toSorted((a, b) => byBlocks(a.mode, b.mode));
  const stall = Math.max(0, ...stalls.flatMap(({ readMs, writeMs }) => [readMs, writeMs]));
  return [
    worst !== undefined && lockName(worst.mode),
    rewritten.length > 0 && element("span", "chip", "rewrite"),
    scanned.some(({ existed }) => existed) && element("span", "chip", "full scan"),
    stall >= STALL_NOTED_MS_MIN && element("span", "chip", `stall ${showTime(stall)}`),
  ];
}

function facts(statement: ObservedStatement, isWhole: boolean): VNode {
  const { scanned, rewritten, walBytes, phases, stalls } = statement;
  const rows: readonly (readonly [string, Content])[] = [
    ["Ran", isWhole ? placeOf(statement) : ""],
    ["Locks", lockWords(statement.locks)],
    [
      "Full scans",
      listed(scanned.map(({ relation, rows: read }) => `${relation} (${showCount(read)} rows)`)),
    ],
    ["Rewrites", listed(rewritten)],
    ["Stalls", stalls.filter(isStall).map(stallWords).join("; ")],
    ["WAL", showBytes(walBytes)],
    ["Progress", phases.join(" → ")],
  ];
  const told = rows.filter(([, fact]) => fact !== "" && fact !== false);
  return element(
    "dl",
    "facts",
    ...told.flatMap(([name, fact]) => [element("dt", "", name), element("dd", "", fact)]),
  );
}

/** Locks on what was there before by name; new relations as a count, since nobody can wait for them. */
function lockWords(locks: readonly ObservedLock[]): Content {
  const before = lockGroups(locks.filter(({ existed }) => existed));
  const fresh = locks.filter(({ existed }) => !existed).length;
  const items = [
    ...before.map((group) =>
      element("li", "", lockName(group.mode), " ", ...relationNames(group, RELATIONS_SHOWN_MAX)),
    ),
    ...(fresh > 0 ? [element("li", "", counted(fresh, "new relation"))] : []),
  ];
  return items.length > 0 && element("ul", "plain", ...items);
}

const isStall = ({ readMs, writeMs }: Stall): boolean => readMs > 0 || writeMs > 0;

function stallWords({ relation, readMs, writeMs }: Stall): string {
  const parts = [
    ...(readMs > 0 ? [`reads ${showTime(readMs)}`] : []),
    ...(writeMs > 0 ? [`writes ${showTime(writeMs)}`] : []),
  ];
  return `${relation}: ${parts.join(", ")}`;
}
