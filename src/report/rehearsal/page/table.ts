// A table that becomes cards on a phone.

import type { VNode } from "preact";

import { element, type Content } from "./element.ts";

/** A table of rows with as many cells as there are titles. `name` is its class: the style sheet aligns by it. */
export const table = (
  name: string,
  titles: readonly string[],
  rows: readonly (readonly Content[])[],
): VNode =>
  element(
    "table",
    { class: name, style: styleOf(titles) },
    element("thead", "", element("tr", "", ...titles.map((title) => element("th", { scope: "col" }, title)))),
    element(
      "tbody",
      "",
      ...rows.map((cells) => element("tr", "", ...cells.map((cell) => element("td", "", cell)))),
    ),
  );

/** The titles for the style sheet, which puts them before each cell where rows are cards. */
const styleOf = (titles: readonly string[]): string =>
  titles.map((title, index) => `--t${index + 1}:'${title}'`).join(";");
