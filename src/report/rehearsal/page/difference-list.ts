// Differences between two schemas on the page, a line each; the style sheet puts plus, minus or tilde before it.

import type { VNode } from "preact";

import type { Difference } from "../../../core/catalog.ts";
import { element, type Content } from "./element.ts";

/** Values longer than this, or of several lines, stand below each other. */
const IN_LINE_LENGTH_MAX = 48;

/** A list; each entry says what happened to one object. */
export const differenceList = (differences: readonly Difference[]): VNode =>
  element("ul", "differences", ...differences.map(entry));

function entry({ change, kind, name, fact, before, after }: Difference): VNode {
  const isLong = [before, after].some(
    (value) => value !== undefined && (value.length > IN_LINE_LENGTH_MAX || value.includes("\n")),
  );
  return element(
    "li",
    change,
    element("span", "", kind),
    " ",
    element("code", "", name),
    fact !== undefined && element("span", "", ` ${fact}`),
    isLong ? below(before, after) : beside(before, after),
  );
}

function beside(before: string | undefined, after: string | undefined): Content {
  const sides = [before, after].filter((side) => side !== undefined);
  return sides.map((side, index) => [index > 0 ? " → " : " ", element("code", "", side)]);
}

const below = (before: string | undefined, after: string | undefined): Content => [
  before !== undefined && element("pre", "removed", before),
  after !== undefined && element("pre", "added", after),
];
