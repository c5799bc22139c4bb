// What can be seen in an expression without understanding it: the names in it, and its constants.

import type { Column } from "./table.ts";

const STRING = /\bE'((?:[^'\\]|''|\\.)*)'|'((?:[^']|'')*)'/gis;
const NAME = /"((?:[^"]|"")+)"|[\p{L}_][\p{L}\d_$]*/gu;
const NUMBER = /(?<![\p{L}\w.$])\d+(?:\.\d+)?/gu;
const NUMERIC = /^-?\d+(?:\.\d+)?$/;
/** Bounds for what is tried: a check that lists more than this is tried with the first ones. */
const TEXTS_MAX = 300;
const NUMBERS_MAX = 40;

/** Constants that values can be made from. */
export interface Clues {
  readonly texts: readonly string[];
  readonly numbers: readonly string[];
}

/** The names in an expression; there may be names of types and functions among them. */
export function namesIn(expression: string): ReadonlySet<string> {
  const names = [...expression.replaceAll(STRING, " ").matchAll(NAME)];
  return new Set(names.map(([word, quoted]) => quoted?.replaceAll('""', '"') ?? word));
}

/** Those of the columns that have such a name, and in the place of a generated column those that it is made from. */
export function columnsBehind(names: Iterable<string>, columns: readonly Column[]): readonly string[] {
  const wanted = new Set(names);
  const named = columns.filter(({ name }) => wanted.has(name));
  const made = new Set(named.flatMap(({ generated }) => [...namesIn(generated ?? "")]));
  return columns
    .filter(({ name, generated }) => generated === undefined && (wanted.has(name) || made.has(name)))
    .map(({ name }) => name);
}

/** The constants in SQL texts, each once; those of a list like `'{a,b}'` by themselves too. */
export function cluesIn(sources: readonly string[]): Clues {
  const found = sources.flatMap(stringsIn);
  const texts = [...new Set(found.flatMap((text) => [text, ...elementsOf(text)]))];
  const plain = sources.flatMap((source) => source.replaceAll(STRING, " ").match(NUMBER) ?? []);
  const numbers = [...plain, ...texts.filter((text) => NUMERIC.test(text))];
  return { texts: texts.slice(0, TEXTS_MAX), numbers: [...new Set(numbers)].slice(0, NUMBERS_MAX) };
}

const stringsIn = (source: string): readonly string[] =>
  [...source.matchAll(STRING)].map(([, escaped, plain = ""]) =>
    (escaped?.replaceAll(/\\(.)/gs, "$1") ?? plain).replaceAll("''", "'"),
  );

const elementsOf = (text: string): readonly string[] =>
  /^\{.*\}$/.test(text)
    ? text
        .slice(1, -1)
        .split(",")
        .map((element) => element.replaceAll('"', ""))
    : [];
