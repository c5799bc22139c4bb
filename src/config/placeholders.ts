// Reads what placeholders stand for: from lockkeeper.yaml, at the top and in the environment, and from flags.

import { Failure } from "../core/failure.ts";
import { PLACEHOLDER_NAME, type Placeholder, type Placeholders } from "../core/placeholder.ts";
import { keepSecret } from "../core/redact.ts";
import type { World } from "../core/world.ts";
import { asMap, failureAt, fill, unknownKey, wordsAt, type Reading } from "./reading.ts";
import { readSecret, type SecretSource } from "./secret.ts";

/** Where the value of a placeholder comes from. Everything but a value that stands there is a secret. */
export type PlaceholderSource =
  | { readonly kind: "value"; readonly text: string }
  | { readonly kind: "env"; readonly name: string; readonly text: string | undefined }
  | SecretSource;

export type PlaceholderSources = Readonly<Record<string, PlaceholderSource>>;

const SOURCES = ["env", "file", "command"] as const;

/** Throws Failure `bad-configuration` with the line. */
export function readPlaceholders(
  reading: Reading,
  at: readonly string[],
  written: unknown,
): PlaceholderSources {
  if (written === undefined) return {};
  const here = [...at, "placeholders"];
  return Object.fromEntries(
    Object.entries(asMap(reading, here, written ?? {})).map(([name, value]) => {
      if (!PLACEHOLDER_NAME.test(name))
        throw failureAt(reading, [...here, name], `\`${name}\` is no name for a placeholder.`);
      return [name, sourceOf(reading, [...here, name], value)];
    }),
  );
}

function sourceOf(reading: Reading, at: readonly string[], value: unknown): PlaceholderSource {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    const text = fill(reading, at, String(value));
    if (/[\r\n\0]/.test(text)) throw failureAt(reading, at, "The value of a placeholder is one line.");
    return { kind: "value", text };
  }
  const map = asMap(reading, at, value);
  const [kind, ...others] = Object.keys(map);
  const known = SOURCES.find((source) => source === kind);
  if (known === undefined) throw failureAt(reading, at, unknownKey(kind ?? "", SOURCES));
  if (others.length > 0) throw failureAt(reading, at, "A secret comes from one place: env, file or command.");
  if (known === "command") return { kind: known, words: wordsAt(reading, [...at, known], map[known]) ?? [] };
  const named = map[known];
  if (typeof named !== "string" || named === "")
    throw failureAt(reading, [...at, known], `\`${known}\` takes a name.`);
  return known === "env"
    ? { kind: known, name: named, text: reading.env?.[named] }
    : { kind: known, path: fill(reading, [...at, known], named) };
}

/** Those of the environment go before those at the top, and flags before both. */
export function placeholdersFrom(
  world: World,
  project: string,
  { sources, given }: { readonly sources: PlaceholderSources; readonly given: string | undefined },
): Placeholders {
  const placeholders = new Map<string, Placeholder>();
  for (const [name, source] of Object.entries(sources)) {
    placeholders.set(
      name,
      source.kind === "value"
        ? { kind: "plain", text: source.text }
        : { kind: "secret", read: () => readKept(world, source, { project, name }) },
    );
  }
  for (const pair of given?.split("\n") ?? []) {
    const [, name = "", text = ""] = /^([^=]*)=(.*)$/.exec(pair) ?? [];
    if (!PLACEHOLDER_NAME.test(name)) {
      throw new Failure("wrong-use", `--placeholder: \`${pair}\` is not a name, = and a value.`, {
        hint: "Write --placeholder app_schema=shop. A secret belongs into lockkeeper.yaml: app_password: { env: NAME }.",
      });
    }
    placeholders.set(name, { kind: "plain", text });
  }
  return placeholders;
}

/** What is shorter cannot be covered without covering half of every message. */
const SECRET_CHARACTERS_MIN = 4;

/** Reads a secret, which no message will show from then on. */
async function readKept(
  world: World,
  source: Exclude<PlaceholderSource, { readonly kind: "value" }>,
  { project, name }: { readonly project: string; readonly name: string },
): Promise<string> {
  const what = `the placeholder ${name}`;
  const text =
    source.kind === "env" ? fromVariable(source, what) : await readSecret(world, source, { project, what });
  if (text.length >= SECRET_CHARACTERS_MIN && !/[\r\n\0]/.test(text)) {
    keepSecret(text);
    return text;
  }
  throw new Failure(
    "bad-configuration",
    `The value of ${what} is not one line of at least ${SECRET_CHARACTERS_MIN} characters.`,
    {
      hint: "A value that is no secret stands in lockkeeper.yaml itself.",
    },
  );
}

function fromVariable(
  { name, text }: Extract<PlaceholderSource, { readonly kind: "env" }>,
  what: string,
): string {
  if (text !== undefined && text !== "") return text;
  throw new Failure(
    "bad-configuration",
    `The environment variable ${name} is not set: it has the value of ${what}.`,
    {
      hint: "Set it, or give the value with --placeholder where it is no secret.",
    },
  );
}
