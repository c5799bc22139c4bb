// Says a difference between two schemas in one English sentence.

import type { Difference } from "../core/catalog.ts";

/** Longer values are cut: the sentence is for a line of a report. */
const VALUE_SHOWN_MAX = 160;

/**
 * One sentence, without a full stop: `column public.orders.note: type was text, is character varying(20)`. Of two
 * long texts, such as a function's, it shows the first line that is not the same.
 */
export function describeDifference({ change, kind, name, fact, before, after }: Difference): string {
  switch (change) {
    case "added":
      return `${kind} ${name}: was not there, is there`;
    case "removed":
      return `${kind} ${name}: was there, is not there`;
    case "changed": {
      const line = firstDifferentLine(before ?? "", after ?? "");
      const isLong = [before, after].every((text) => text?.includes("\n"));
      const [was, is] = isLong ? [line.before, line.after] : [before, after];
      const where = isLong ? `${fact ?? ""}, line ${line.number},` : (fact ?? "");
      return `${kind} ${name}: ${where} was ${show(was, is)}, is ${show(is, was)}`;
    }
  }
}

/** Where a fact is not told, it is `no` beside `yes`, and nothing otherwise. */
function show(value: string | undefined, other: string | undefined): string {
  if (value === undefined) return other === "yes" ? "no" : "none";
  const line = value.replaceAll(/\s+/g, " ").trim();
  return line.length > VALUE_SHOWN_MAX ? `${line.slice(0, VALUE_SHOWN_MAX - 1)}…` : line;
}

interface DifferentLine {
  /** Counted from 1. */
  readonly number: number;
  readonly before?: string;
  readonly after?: string;
}

function firstDifferentLine(before: string, after: string): DifferentLine {
  const was = before.split("\n");
  const is = after.split("\n");
  const longest = Math.max(was.length, is.length);
  const index = Array.from({ length: longest }, (_, at) => at).findIndex((at) => was[at] !== is[at]);
  const [lineBefore, lineAfter] = [was[index], is[index]];
  return {
    number: index + 1,
    ...(lineBefore === undefined ? {} : { before: lineBefore }),
    ...(lineAfter === undefined ? {} : { after: lineAfter }),
  };
}
