// Texts of one shape: a row of places, each with the characters that may stand there.

import { formula, type Formula } from "./choice.ts";
import { joined, raw, sql, type Fragment } from "./fragment.ts";

/** One string for each place. A place with one character is always that. */
export type Template = readonly string[];

export const DIGITS = "0123456789";
export const LOWER = "abcdefghijklmnopqrstuvwxyz";
export const UPPER: string = LOWER.toUpperCase();
export const LOWER_AND_DIGITS: string = DIGITS + LOWER;

/** Beyond this many the places on the left stay as they are: the index is a bigint. */
const DISTINCT_MAX = 10 ** 15;

/** The same characters at so many places. */
export const places = (characters: string, count: number): Template =>
  Array.from({ length: count }, () => characters);

/** A text as a template of which nothing varies. */
export const fixed = (text: string): Template => [...text];

/** The texts of a template, counted up from the right. */
export function textsOf(template: Template): Formula {
  const counted: { readonly characters: string; readonly stride: number }[] = [];
  let stride = 1;
  for (const characters of template.toReversed()) {
    const size = stride * characters.length > DISTINCT_MAX ? 1 : characters.length;
    counted.push({ characters: size === 1 ? characters.slice(0, 1) : characters, stride });
    stride *= size;
  }
  const pieces = counted.toReversed();
  return formula((index) => joined(pieces.map(pieceOf(index)), " || "), stride);
}

const pieceOf =
  (index: Fragment) =>
  ({ characters, stride }: { readonly characters: string; readonly stride: number }): Fragment => {
    if (characters.length === 1) return sql`${characters}`;
    const digit = sql`(${index} / ${raw(stride)} % ${raw(characters.length)})::integer`;
    return sql`pg_catalog.substr(${characters}, 1 + ${digit}, 1)`;
  };
