// What all parts of lockkeeper.yaml are read with: variables filled in, and errors with their line.

import type { Document } from "yaml";

import { Failure } from "../core/failure.ts";
import { nearestWord } from "../core/nearest-word.ts";
import { excerptAt, placeAt } from "../core/text-place.ts";

/** The file that is being read. */
export interface Reading {
  readonly path: string;
  readonly text: string;
  readonly document: Document;
  /** Absent where variables are not to be filled in. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** `${NAME}` becomes the environment variable's value; one that is not set is an error, never empty text. */
export function fill(reading: Reading, at: readonly PropertyKey[], value: string): string {
  const { env } = reading;
  if (env === undefined) return value;
  return value.replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => {
    const filled = env[name];
    if (filled === undefined || filled === "") {
      throw failureAt(reading, at, `The environment variable ${name} is not set.`);
    }
    return filled;
  });
}

/** Throws Failure for what has no keys. */
export function asMap(
  reading: Reading,
  at: readonly PropertyKey[],
  value: unknown,
): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw failureAt(reading, at, `${String(at.at(-1) ?? "The file")} must hold keys and values.`);
}

/** A program and its arguments, never a line for a shell. */
export function wordsAt(
  reading: Reading,
  at: readonly string[],
  value: unknown,
): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const words = Array.isArray(value) ? value.filter((word) => typeof word === "string") : [];
  if (!Array.isArray(value) || words.length === 0 || words.length < value.length) {
    const key = at.at(-1) ?? "";
    throw failureAt(
      reading,
      at,
      `\`${key}\` takes a program and its arguments: [program, "first argument"].`,
    );
  }
  return words.map((word) => fill(reading, at, word));
}

/** What is said of a key that is not known. */
export function unknownKey(key: string, keys: readonly string[]): string {
  const near = nearestWord(key, keys);
  return (
    `There is no key \`${key}\` here.` + (near ? ` Did you mean \`${near}\`?` : ` Known: ${keys.join(", ")}.`)
  );
}

/** A Failure `bad-configuration` with the line of what stands at a path. */
export function failureAt(reading: Reading, at: readonly PropertyKey[], message: string): Failure {
  const node = reading.document.getIn(at, true);
  const range = typeof node === "object" && node !== null && "range" in node ? node.range : undefined;
  const start: unknown = Array.isArray(range) ? range[0] : undefined;
  return configFailure(reading, typeof start === "number" ? lineStart(reading.text, start) : 0, message);
}

/** The key stands at the start of the value's line, save for a value on lines of its own. */
function lineStart(text: string, index: number): number {
  const from = text.lastIndexOf("\n", index - 1) + 1;
  return from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
}

/** The same for an index into the text. */
export function configFailure({ path, text }: Reading, index: number, message: string): Failure {
  const { line } = placeAt(text, index);
  return new Failure("bad-configuration", `${path}:${line}: ${message}`, {
    hint: "docs/formats.md lists the keys of lockkeeper.yaml.",
    file: path,
    line,
    excerpt: excerptAt(text, index),
  });
}
