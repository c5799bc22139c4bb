// Reads lockkeeper.yaml: parsed, checked, variables filled in; every error with its line.

import type { Document } from "yaml";
import { Failure } from "../core/failure.ts";
import { nearestWord } from "../core/nearest-word.ts";
import { excerptAt, placeAt } from "../core/text-place.ts";
import type { World } from "../core/world.ts";
import { OPTIONS, type OptionName } from "./options.ts";

export const CONFIG_FILE = "lockkeeper.yaml";

/** Values by option, as text; the same shape at the top and in each environment. */
export type FileValues = Partial<Record<OptionName, string>>;

export interface FileEnvironment {
  readonly values: FileValues;
  readonly protected: boolean;
}

export interface ConfigFile {
  readonly path: string;
  readonly exists: boolean;
  readonly values: FileValues;
  readonly environments: Readonly<Record<string, FileEnvironment>>;
}

interface Reading {
  readonly path: string;
  readonly text: string;
  readonly document: Document;
  /** Absent where variables are not to be filled in. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const KEYED = Object.values(OPTIONS).filter((option) => option.key !== undefined);
const TOP_KEYS = [...KEYED.map((option) => option.key ?? "").filter((key) => key !== "url"), "environments"];
const ENVIRONMENT_KEYS = [...KEYED.map((option) => option.key ?? ""), "protected"];

/**
 * The project's configuration, or an empty one where there is no file. Variables are filled in at the top and in
 * the environment that is asked for: nobody has the passwords of all. Throws Failure `bad-configuration`.
 */
export async function readConfigFile(
  world: World,
  project: string,
  environment: string | undefined,
): Promise<ConfigFile> {
  const path = `${project}/${CONFIG_FILE}`;
  if ((await world.files.kindOf(path)) !== "file")
    return { path, exists: false, values: {}, environments: {} };
  const text = new TextDecoder().decode(await world.files.read(path));
  const { parseDocument } = await import("yaml");
  const document = parseDocument(text, { prettyErrors: false });
  const unfilled: Reading = { path, text, document };
  const reading: Reading = { ...unfilled, env: world.processes.env };
  const [error] = document.errors;
  if (error) throw configFailure(reading, error.pos[0], error.message);
  const top = asMap(reading, [], document.toJS() ?? {});
  const environments = asMap(reading, ["environments"], top["environments"] ?? {});
  return {
    path,
    exists: true,
    values: readValues(reading, [], { map: top, keys: TOP_KEYS }),
    environments: Object.fromEntries(
      Object.entries(environments).map(([name, value]) => [
        name,
        readEnvironment(name === environment ? reading : unfilled, name, value),
      ]),
    ),
  };
}

function readEnvironment(reading: Reading, name: string, value: unknown): FileEnvironment {
  const at = ["environments", name];
  const map = asMap(reading, at, value ?? {});
  const isProtected = map["protected"] ?? false;
  if (typeof isProtected !== "boolean") {
    throw failureAt(reading, [...at, "protected"], "`protected` is true or false.");
  }
  return { values: readValues(reading, at, { map, keys: ENVIRONMENT_KEYS }), protected: isProtected };
}

function readValues(
  reading: Reading,
  at: readonly string[],
  { map, keys }: { readonly map: Readonly<Record<string, unknown>>; readonly keys: readonly string[] },
): FileValues {
  const values: FileValues = {};
  for (const [key, value] of Object.entries(map)) {
    if (!keys.includes(key)) throw failureAt(reading, [...at, key], unknownKey(key, keys));
    const option = KEYED.find((candidate) => candidate.key === key);
    if (!option) continue;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      throw failureAt(reading, [...at, key], `\`${key}\` takes one value: ${option.help}.`);
    }
    values[option.name as OptionName] = fill(reading, [...at, key], String(value));
  }
  return values;
}

function unknownKey(key: string, keys: readonly string[]): string {
  const near = nearestWord(key, keys);
  return (
    `There is no key \`${key}\` here.` + (near ? ` Did you mean \`${near}\`?` : ` Known: ${keys.join(", ")}.`)
  );
}

/** `${NAME}` becomes the environment variable's value; one that is not set is an error, never empty text. */
function fill(reading: Reading, at: readonly string[], value: string): string {
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

function asMap(reading: Reading, at: readonly string[], value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw failureAt(reading, at, `${at.at(-1) ?? "The file"} must hold keys and values.`);
}

function failureAt(reading: Reading, at: readonly string[], message: string): Failure {
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

function configFailure({ path, text }: Reading, index: number, message: string): Failure {
  const { line } = placeAt(text, index);
  return new Failure("bad-configuration", `${path}:${line}: ${message}`, {
    hint: "docs/formats.md lists the keys of lockkeeper.yaml.",
    file: path,
    line,
    excerpt: excerptAt(text, index),
  });
}
