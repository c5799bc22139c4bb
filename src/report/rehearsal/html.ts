// A rehearsal as one HTML file that needs nothing else: no network, no script, no font.

import { renderToStaticMarkup } from "preact-render-to-string";

import type { RehearseOutcome } from "../../core/rehearsal.ts";
import { bindingSection } from "./page/binding.ts";
import { element, styleElement, type Content } from "./page/element.ts";
import { estimateSection } from "./page/estimates.ts";
import { header } from "./page/header.ts";
import { migrationSection } from "./page/migration.ts";
import { overview } from "./page/overview.ts";
import { STYLE_SHEET } from "./page/style-sheet.ts";
import { wrongSection } from "./page/wrong.ts";
import { summedUp, verdictOf, type Summed } from "./summary.ts";

/** So many migrations with something wrong stand open; the overview leads to the others. */
const OPEN_MAX = 10;
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** The whole page. Everything in it that comes from files or databases is escaped, and secrets are covered. */
export const rehearsalPage = (outcome: RehearseOutcome): string =>
  wholePage(`Rehearsal: ${verdictOf(outcome).text}`, body(outcome));

/** A file of its own around the sections of a page. */
export function wholePage(title: string, sections: readonly Content[]): string {
  const page = element(
    "html",
    { lang: "en" },
    head(title),
    element("body", "", element("main", "", ...sections)),
  );
  return `<!doctype html>\n${renderToStaticMarkup(page)}\n`;
}

const head = (title: string): Content =>
  element(
    "head",
    "",
    element("meta", { charset: "utf-8" }),
    element("meta", { "http-equiv": "Content-Security-Policy", content: POLICY }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { name: "color-scheme", content: "light dark" }),
    element("title", "", title),
    styleElement(STYLE_SHEET),
  );

const body = (outcome: RehearseOutcome): readonly Content[] => [
  header(outcome, summedUp(outcome)),
  ...rehearsalSections(outcome),
];

/** The page below its top, to stand on other pages, too. */
export function rehearsalSections(outcome: RehearseOutcome): readonly Content[] {
  const { rehearsal } = outcome;
  const all = summedUp(outcome);
  return [
    wrongSection(outcome),
    overview(all),
    rehearsal && all.length > 0 && migrations(all),
    rehearsal && estimateSection(rehearsal.estimates),
    rehearsal && bindingSection(rehearsal),
  ];
}

function migrations(all: readonly Summed[]): Content {
  const open = new Set(all.length === 1 ? all : all.filter(({ tone }) => tone !== "good").slice(0, OPEN_MAX));
  return element(
    "section",
    "migrations",
    element("h2", "", all.length === 1 ? "Migration" : "Migrations"),
    ...all.map((summed, index) => migrationSection(summed, index, open.has(summed))),
  );
}
