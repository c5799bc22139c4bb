// Says a difference between two schemas in one English sentence.

import type { Difference } from "../core/catalog.ts";

/** Longer values are cut: the sentence is for a line of a report. */
const VALUE_SHOWN_MAX = 160;
/** Of a long value, what is shown before the first character that is not the same. */
const LEAD_SHOWN_MAX = 40;

type Value = string | undefined;

/**
 * One sentence, without a full stop: `column public.orders.note: type was text, is character varying(20)`. Of two
 * texts of several lines, such as a function's, it shows the first line that is not the same.
 */
export function describeDifference({ change, kind, name, fact = "", before, after }: Difference): string {
  const subject = `${kind} ${name}:`;
  switch (change) {
    case "added":
      return `${subject} was not there, is there`;
    case "removed":
      return `${subject} was there, is not there`;
    case "changed": {
      const isText = [before, after].every((value) => value?.includes("\n"));
      if (!isText) return `${subject} ${fact} ${wasAndIs(fact, before, after)}`;
      const line = firstDifferentLine(before ?? "", after ?? "");
      return `${subject} ${fact}, line ${line.number}, ${wasAndIs(fact, line.before, line.after)}`;
    }
  }
}

function wasAndIs(fact: string, before: Value, after: Value): string {
  const isPlural = /^(?:changed )?grants to |^(?:\w+ )?\w+s$/.test(fact);
  const absent = fact.startsWith("changed ") ? "as built in" : "none";
  const [was, is] = [show(before, after) ?? absent, show(after, before) ?? absent];
  const comma = [was, is].some((value) => value.includes(", ")) ? ";" : ",";
  return isPlural ? `were ${was}${comma} are ${is}` : `was ${was}${comma} is ${is}`;
}

/** A fact that is not told is `no` beside `yes` and `yes` beside `no`. */
function show(value: Value, other: Value): Value {
  if (value === undefined) return other === "no" ? "yes" : /^yes\b/.test(other ?? "") ? "no" : undefined;
  // Where only the space is not the same, it has to be seen.
  const shown = inOneLine(value) === inOneLine(other ?? "") ? JSON.stringify : inOneLine;
  const line = shown(value);
  if (line.length <= VALUE_SHOWN_MAX) return line;
  const start = Math.max(0, firstDifference(line, shown(other ?? "")) - LEAD_SHOWN_MAX);
  const end = start + VALUE_SHOWN_MAX;
  return `${start > 0 ? "…" : ""}${line.slice(start, end)}${end < line.length ? "…" : ""}`;
}

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** Index of the first character that is not the same in both. */
function firstDifference(one: string, other: string): number {
  let index = 0;
  while (index < one.length && one[index] === other[index]) index += 1;
  return index;
}

interface DifferentLine {
  /** Counted from 1. */
  readonly number: number;
  readonly before: Value;
  readonly after: Value;
}

function firstDifferentLine(before: string, after: string): DifferentLine {
  const was = before.split("\n");
  const is = after.split("\n");
  const longest = was.length > is.length ? was : is;
  const index = longest.findIndex((_, at) => was[at] !== is[at]);
  return { number: index + 1, before: was[index], after: is[index] };
}
