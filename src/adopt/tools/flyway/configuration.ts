// Reads flyway.conf and flyway.toml as values by their names.

import { parse, TomlError } from "smol-toml";

import type { SourceFile } from "../../../core/migration.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Said } from "../../application-settings.ts";
import { propertiesIn } from "../../java-properties.ts";
import { badFile } from "../../reading.ts";

/** By names in lower case, without `flyway.` in front; or what is wrong with the file. */
export function configurationIn(file: SourceFile): ReadonlyMap<string, Said> | Problem {
  const pairs = file.path.endsWith(".toml") ? tomlPairs(file) : pairsIn(file.text);
  if ("code" in pairs) return pairs;
  return new Map([...pairs].map(([key, value]) => [key, { value, file: file.path }]));
}

/** The values of a file of properties. */
export const pairsIn = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...propertiesIn(text)].map(([key, value]) => [key.replace(/^flyway\./i, "").toLowerCase(), value]),
  );

/** The part for every environment, and the schemas of the one that is Flyway's own choice. */
function tomlPairs(file: SourceFile): ReadonlyMap<string, string> | Problem {
  try {
    const { flyway = {}, environments = {} } = parse(file.text);
    const pairs = new Map(flattened(flyway, ""));
    const chosen = `${pairs.get("environment") ?? "default"}.schemas`.toLowerCase();
    const schemas = new Map(flattened(environments, "")).get(chosen);
    return schemas === undefined ? pairs : new Map([["schemas", schemas], ...pairs]);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const what = error.message.split("\n")[0] ?? "it is no TOML";
    return badFile({ file: file.path, line: error.line }, `${what}.`, "Correct it, and adopt again.");
  }
}

function flattened(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return [[path, value.map(String).join(",")]];
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, each]) =>
    flattened(each, path === "" ? key.toLowerCase() : `${path}.${key.toLowerCase()}`),
  );
}
