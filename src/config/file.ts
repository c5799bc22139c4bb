// Reads lockkeeper.yaml: parsed, checked, variables filled in; every error with its line.

import { parseEnv } from "node:util";

import type { World } from "../core/world.ts";
import { readEnvironment, type FileEnvironment } from "./environment.ts";
import { readPlaceholders, type PlaceholderSources } from "./placeholders.ts";
import { asMap, configFailure, type Reading } from "./reading.ts";
import { readValues, TOP_KEYS, type FileValues } from "./values.ts";

export const CONFIG_FILE = "lockkeeper.yaml";
const VARIABLES_FILE = ".env";

export interface ConfigFile {
  readonly path: string;
  readonly exists: boolean;
  readonly values: FileValues;
  readonly environments: Readonly<Record<string, FileEnvironment>>;
  readonly placeholders: PlaceholderSources;
}

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
    return { path, exists: false, values: {}, environments: {}, placeholders: {} };
  const text = new TextDecoder().decode(await world.files.read(path));
  const { parseDocument } = await import("yaml");
  const document = parseDocument(text, { prettyErrors: false });
  const unfilled: Reading = { path, text, document };
  const reading: Reading = { ...unfilled, env: await variables(world, project) };
  const [error] = document.errors;
  if (error) throw configFailure(reading, error.pos[0], error.message);
  const top = asMap(reading, [], document.toJS() ?? {});
  const environments: Record<string, FileEnvironment> = {};
  for (const [name, value] of Object.entries(asMap(reading, ["environments"], top["environments"] ?? {})))
    environments[name] = await readEnvironment(name === environment ? reading : unfilled, name, value);
  const placeholders = readPlaceholders(reading, [], top["placeholders"]);
  const values = readValues(reading, [], { map: top, keys: TOP_KEYS });
  return { path, exists: true, values, environments, placeholders };
}

/** Those of the process go before those of the project's `.env`. */
async function variables(
  world: World,
  project: string,
): Promise<Readonly<Record<string, string | undefined>>> {
  const path = `${project}/${VARIABLES_FILE}`;
  if ((await world.files.kindOf(path)) !== "file") return world.processes.env;
  return { ...parseEnv(new TextDecoder().decode(await world.files.read(path))), ...world.processes.env };
}
