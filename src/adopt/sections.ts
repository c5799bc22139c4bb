// Files that hold the way there and the way back in one text, each after a comment that opens it.

import type { SourceFile } from "../core/migration.ts";

/** A line that opens a section, and what stands behind it on that line. */
export interface Opening {
  readonly section: "up" | "down";
  readonly rest: string;
}

/** The text of each section, in the order of the file; `before` is what stands above the first one. */
export interface Sections {
  readonly before: string;
  readonly up: string | undefined;
  readonly down: string | undefined;
  /** What stood behind the word that opened each. */
  readonly options: Readonly<Record<"up" | "down", string>>;
}

/** Cuts a text where lines open a section. One that is opened again goes on. */
export function cutSections(text: string, opens: (line: string) => Opening | undefined): Sections {
  const lines: Record<"before" | "up" | "down", string[]> = { before: [], up: [], down: [] };
  const options: Record<"up" | "down", string> = { up: "", down: "" };
  const opened = new Set<string>();
  let current: keyof typeof lines = "before";
  for (const line of text.split("\n")) {
    const opening = opens(line.replace(/\r$/, ""));
    if (opening === undefined) {
      lines[current].push(line);
      continue;
    }
    current = opening.section;
    opened.add(current);
    options[current] = `${options[current]} ${opening.rest}`.trim();
  }
  const textOf = (section: "up" | "down"): string | undefined =>
    opened.has(section) ? lines[section].join("\n") : undefined;
  return { before: lines.before.join("\n"), up: textOf("up"), down: textOf("down"), options };
}

/** The section as a file of its own; undefined where there is none, or nothing but white space in it. */
export const sectionFile = (path: string, text: string | undefined): SourceFile | undefined =>
  text === undefined || text.trim() === "" ? undefined : { path, text };
