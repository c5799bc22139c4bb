// One migration on the page: what it locked and changed, and whether it can be undone.

import type { VNode } from "preact";

import type { RehearsedMigration } from "../../../core/rehearsal.ts";
import { counted } from "../../style.ts";
import { isFelt } from "../blocks.ts";
import { showBytes, showTime } from "../figures.ts";
import type { Summed } from "../summary.ts";
import { anchorOf } from "./anchor.ts";
import { differenceList } from "./difference-list.ts";
import { element, type Content } from "./element.ts";
import { roundTripSection } from "./round-trip.ts";
import { stallSection } from "./stalls.ts";
import { statementSection } from "./statement.ts";
import { timeline } from "./timeline.ts";
import { mark } from "./mark.ts";

/** So few statements, or changes, stand open: it would be a fold for nothing. */
const OPEN_MAX = 3;
const CHANGES_OPEN_MAX = 12;

/** Folded up unless `isOpen`. `index` is its number in the run, from 0. */
export function migrationSection(summed: Summed, index: number, isOpen: boolean): VNode {
  const { migration, tone } = summed;
  return element(
    "details",
    { class: `migration ${tone}`, open: isOpen },
    element(
      "summary",
      "",
      mark(tone),
      element("h3", "title", element("b", "", migration.name), " ", element("code", "", migration.version)),
      element("span", "time", showTime(migration.durationMs)),
    ),
    element("div", { class: "inside", id: anchorOf(index) }, ...contentOf(summed, index)),
  );
}

function contentOf({ migration, walBytes }: Summed, index: number): readonly Content[] {
  const { file, statements, steps, failure, roundTrip } = migration;
  const figures = [
    counted(statements.length, "statement"),
    `in ${counted(steps.length, "step")}`,
    `${showBytes(walBytes)} of WAL`,
  ];
  return [
    element("p", "about", element("code", "", file), element("span", "", figures.join(", "))),
    failure && element("p", "box bad", `The up fails: ${failure.message}`),
    timeline(migration),
    statementList(migration, index),
    element("div", "pair", stallSection(migration), roundTripSection(roundTrip)),
    changeSection(migration),
  ];
}

function statementList({ statements }: RehearsedMigration, index: number): Content {
  if (statements.length === 0) return false;
  const isOpen = (notable: boolean): boolean => notable && statements.length <= OPEN_MAX;
  return element(
    "section",
    "statements",
    element("h4", "", "Statements"),
    ...statements.map((each) =>
      statementSection(
        each,
        anchorOf(index, each.number),
        isOpen(each.rewritten.length > 0 || each.locks.some(isFelt)),
      ),
    ),
  );
}

function changeSection({ changes }: RehearsedMigration): Content {
  if (changes.length === 0) return element("p", "note", "The schema is the same as before.");
  return element(
    "details",
    { class: "changes", open: changes.length <= CHANGES_OPEN_MAX },
    element("summary", "", element("h4", "", `${counted(changes.length, "change")} of the schema`)),
    differenceList(changes),
  );
}
