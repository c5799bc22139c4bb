// Files that hold the way there and the way back: cut so that every character keeps its place.

import type { SourceFile } from "../../core/migration.ts";
import type { Problem } from "../../core/problem.ts";
import type { Cut } from "./format.ts";

/** What a line tells the tool. It is never SQL itself. */
export interface Mark {
  readonly opens?: "up" | "down";
  readonly outsideTransaction?: boolean;
  /** True where it ends a statement, which may then have no semicolon. */
  readonly ends?: boolean;
}

export interface CutRequest {
  /** What a line tells; undefined for SQL and for comments. */
  readonly markOf: (line: string) => Mark | undefined;
  /** How the line that opens the way there is written. */
  readonly opening: string;
}

/** Cuts a file. In each part everything is blank that belongs to the other one, to none, or to the tool alone. */
export function cutFile({ path, text }: SourceFile, { markOf, opening }: CutRequest): Cut {
  const ways = { up: "", down: "" };
  let current: "up" | "down" | undefined;
  let [hasUp, hasStray, outsideTransaction] = [false, false, false];
  for (const line of text.split(/(?<=\n)/)) {
    const mark = markOf(line.trimEnd());
    current = mark?.opens ?? current;
    hasUp ||= current === "up";
    outsideTransaction ||= mark?.outsideTransaction === true;
    hasStray ||= current === undefined && !/^\s*(?:--.*)?$/.test(line.trimEnd());
    const blank = line.replaceAll(/[^\r\n]/g, " ");
    const own = mark === undefined ? line : blank;
    for (const way of ["up", "down"] as const) {
      const isEnd = mark?.ends === true && current === way && !ways[way].trimEnd().endsWith(";");
      ways[way] += current !== way ? blank : isEnd ? blank.replace(" ", ";") : own;
    }
  }
  if (!hasUp) return { outsideTransaction, problems: [noUp(path, opening)] };
  return {
    up: { path, text: ways.up },
    ...(/\S/.test(ways.down) && { down: { path, text: ways.down } }),
    outsideTransaction,
    problems: hasStray ? [strayStatements(path, opening)] : [],
  };
}

const noUp = (file: string, opening: string): Problem => ({
  code: "bad-sections",
  severity: "error",
  message: `${file} has no line \`${opening}\`.`,
  remedy: "Write it above the statements, or move the file to another folder.",
  file,
});

const strayStatements = (file: string, opening: string): Problem => ({
  code: "bad-sections",
  severity: "error",
  message: `${file} has statements above \`${opening}\`, which nobody runs.`,
  remedy: "Move them below that line.",
  file,
});
