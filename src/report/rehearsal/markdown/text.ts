// Text from files and databases inside Markdown, where it must stay text.

import { shown, shownInLine } from "../shown.ts";

/** A sentence in which nothing is markup, no one is mentioned and no cell of a table ends. */
export const plain = (text: string): string =>
  shownInLine(text)
    .replaceAll(/[\\`*[\]<>|~#&]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&")
    .replaceAll("@", "@<!-- -->");

/** The same inside an HTML element, where Markdown's escapes are text. */
export const plainHtml = (text: string): string =>
  shownInLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", "@<!-- -->");

/** A code span, in tables as well; nothing for text of nothing but spaces. */
export function code(text: string): string {
  const line = shownInLine(text).replaceAll("|", "\\|");
  if (line === "") return "";
  const fence = "`".repeat(longestRun(line) + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A block of code. */
export function codeBlock(text: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}\n${shown(text)}\n${fence}`;
}

const longestRun = (text: string): number =>
  Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
