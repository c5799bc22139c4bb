// The comments that tell goose what to do: `-- +goose Up`, `StatementBegin`, `NO TRANSACTION`.

import type { Opening } from "../../sections.ts";

const MARK = /^--\s*\+goose\s+(?<words>.*?)\s*$/i;

/** What goose is told on a line, in lower case; undefined where it is not meant. */
const wordsOn = (line: string): string | undefined =>
  MARK.exec(line)?.groups?.["words"]?.replaceAll(/\s+/g, " ").toLowerCase();

/** The section that a line opens. */
export function openingOf(line: string): Opening | undefined {
  const words = wordsOn(line);
  return words === "up" || words === "down" ? { section: words, rest: "" } : undefined;
}

export interface Marks {
  readonly outsideTransaction: boolean;
  /** True where `${NAME}` stands in a part in which goose replaces it. */
  readonly substitutes: boolean;
}

/** What the file says of itself as a whole. */
export function marksOf(text: string): Marks {
  let [on, substitutes, outsideTransaction] = [false, false, false];
  for (const line of text.split("\n")) {
    const words = wordsOn(line.replace(/\r$/, ""));
    outsideTransaction ||= words === "no transaction";
    if (words !== undefined && /^envsub(?:st)? o(?:n|ff)$/.test(words)) on = words.endsWith("n");
    substitutes ||= on && words === undefined && line.includes("$");
  }
  return { outsideTransaction, substitutes };
}

/** The section without what only goose reads. A statement that it ends by `StatementEnd` alone gets its semicolon. */
export function withEnds(section: string): string {
  const lines: string[] = [];
  for (const line of section.split("\n")) {
    const words = wordsOn(line.replace(/\r$/, ""));
    if (words === undefined) lines.push(line);
    else if (words === "statementend" && !lines.join("\n").trimEnd().endsWith(";")) lines.push(";");
  }
  return lines.join("\n");
}
