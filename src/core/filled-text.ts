// Text in which placeholders have been replaced, and the way from its places back to those of the file.

import { excerptAt, placeAt, type Place } from "./text-place.ts";

/** One placeholder: where it stands in the file, and where its value stands in the filled text. */
export interface Fill {
  readonly name: string;
  readonly at: number;
  readonly atEnd: number;
  readonly start: number;
  readonly end: number;
}

/** What a file was before its placeholders were replaced. */
export interface Filled {
  /** The text as it stands in the file. */
  readonly original: string;
  /** In the order of the text, escapes among them under an empty name. */
  readonly fills: readonly Fill[];
  /** Hash of the values that are no secrets, by name; empty without one. */
  readonly valuesHash: string;
}

/** A text that people are shown places of. */
export interface ShownText {
  readonly text: string;
  readonly filled?: Filled | undefined;
}

/** The text as it stands in the file. */
export const originalText = ({ text, filled }: ShownText): string => filled?.original ?? text;

/** The line and column in the file of an index of the text. Inside a value it is the placeholder's. */
export const placeIn = (shown: ShownText, index: number): Place =>
  placeAt(originalText(shown), originalIndex(shown, index));

/** The line of the file with a caret. No value stands in it. */
export const excerptIn = (shown: ShownText, index: number): string =>
  excerptAt(originalText(shown), originalIndex(shown, index));

function originalIndex({ filled }: ShownText, index: number): number {
  const before = filled?.fills.findLast(({ start }) => start <= index);
  if (before === undefined) return index;
  return index < before.end ? before.at : before.atEnd + (index - before.end);
}
