// Placeholders: `${name}` in files that ask for it becomes a value of the configuration, as text.

import { createHash } from "node:crypto";

import type { Fill, Filled } from "./filled-text.ts";
import type { SourceFile } from "./migration.ts";
import { nearestWord } from "./nearest-word.ts";
import type { Problem } from "./problem.ts";
import { excerptAt, placeAt } from "./text-place.ts";

/** The value of a placeholder. A secret is read when a file wants it. */
export type Placeholder =
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "secret"; readonly read: () => Promise<string> };

/** By name. */
export type Placeholders = ReadonlyMap<string, Placeholder>;

/** A value at hand. */
export interface PlaceholderValue {
  readonly text: string;
  readonly secret: boolean;
}

/** What a placeholder's name is made of. */
export const PLACEHOLDER_NAME: RegExp = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

const ASKS = /^[^\S\n]*--[^\S\n]*lockkeeper[^\S\n]*:[^\S\n]*placeholders[^\S\n]*\r?$/im;
const PLACEHOLDER = /\$(\$?)\{([A-Za-z_][A-Za-z0-9_.-]*)\}/g;

/** True where a line of the file says `-- lockkeeper: placeholders`. */
export const asksForPlaceholders = (text: string): boolean =>
  text.includes("placeholders") && ASKS.test(text);

/** The names that a file speaks of; none where it does not ask. */
export function placeholdersIn(text: string): ReadonlySet<string> {
  if (!asksForPlaceholders(text)) return new Set();
  const names = [...text.matchAll(PLACEHOLDER)].flatMap(([, escaped, name = ""]) => (escaped ? [] : [name]));
  return new Set(names);
}

export interface FilledFile {
  readonly file: SourceFile;
  readonly problems: readonly Problem[];
}

/**
 * The file with values in the place of its placeholders, and a problem for each name that there is none for. What does not
 * ask stays as it is. `$${name}` is left as `${name}`.
 */
export function fillPlaceholders(
  file: SourceFile,
  values: ReadonlyMap<string, PlaceholderValue>,
): FilledFile {
  if (!asksForPlaceholders(file.text)) return { file, problems: [] };
  const fills: Fill[] = [];
  const problems: Problem[] = [];
  let text = "";
  let done = 0;
  for (const { 0: whole, 1: escaped, 2: name = "", index } of file.text.matchAll(PLACEHOLDER)) {
    const value = escaped ? whole.slice(1) : values.get(name)?.text;
    if (value === undefined) problems.push(unknownName(file, { name, index }, [...values.keys()]));
    text += file.text.slice(done, index);
    const start = text.length;
    text += value ?? whole;
    done = index + whole.length;
    fills.push({ name: escaped ? "" : name, at: index, atEnd: done, start, end: text.length });
  }
  text += file.text.slice(done);
  const filled: Filled = { original: file.text, fills, valuesHash: hashOf(fills, values) };
  return { file: { path: file.path, text, filled }, problems };
}

/** Secrets are left out: not even their hash is kept. */
function hashOf(fills: readonly Fill[], values: ReadonlyMap<string, PlaceholderValue>): string {
  const names = new Set(fills.map(({ name }) => name));
  const plain = [...names].toSorted().flatMap((name) => {
    const value = values.get(name);
    return value === undefined || value.secret ? [] : [[name, value.text]];
  });
  return plain.length === 0 ? "" : createHash("sha256").update(JSON.stringify(plain)).digest("hex");
}

function unknownName(
  { path, text }: SourceFile,
  { name, index }: { readonly name: string; readonly index: number },
  known: readonly string[],
): Problem {
  const near = nearestWord(name, known);
  const there = known.length === 0 ? "There are none." : `There are: ${known.toSorted().join(", ")}.`;
  return {
    code: "unknown-placeholder",
    severity: "error",
    message: `There is no value for the placeholder ${name}.`,
    remedy:
      `${near === undefined ? there : `Did you mean ${near}? ${there}`} ` +
      `Give it under \`placeholders:\` in lockkeeper.yaml or with --placeholder ${name}=VALUE; $\${${name}} stands for the text itself.`,
    file: path,
    ...placeAt(text, index),
    excerpt: excerptAt(text, index),
  };
}

/** A warning for each name that is configured and that no file speaks of. */
export function unusedPlaceholders(names: Iterable<string>, texts: readonly string[]): readonly Problem[] {
  const used = new Set(texts.flatMap((text) => [...placeholdersIn(text)]));
  return [...names]
    .filter((name) => !used.has(name))
    .map((name) => ({
      code: "unused-placeholder",
      severity: "warning",
      message: `No file speaks of the placeholder ${name}.`,
      remedy: `Remove it, or write \${${name}} in a file that says \`-- lockkeeper: placeholders\`.`,
    }));
}
