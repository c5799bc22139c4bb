// What the configuration and the file beside a script tell about how scripts are read.

import type { SourceFile } from "../../../core/migration.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Said } from "../../application-settings.ts";
import { badFile } from "../../reading.ts";
import { pairsIn } from "./configuration.ts";

export interface Settings {
  /** By name in lower case: Flyway does not tell capitals apart. */
  readonly placeholders: ReadonlyMap<string, string>;
  readonly placeholderReplacement: boolean;
  readonly placeholderPrefix: string;
  readonly placeholderSuffix: string;
  readonly table: string;
  readonly defaultSchema: string;
  /** The default one first; none where it is left to the server. */
  readonly schemas: readonly string[];
  /** True where Flyway makes those that are not there. */
  readonly createSchemas: boolean;
  readonly locations: readonly string[];
}

export interface ReadSettings {
  readonly settings: Settings;
  readonly problems: readonly Problem[];
}

const USUAL: Settings = {
  placeholders: new Map(),
  placeholderReplacement: true,
  placeholderPrefix: "${",
  placeholderSuffix: "}",
  table: "flyway_schema_history",
  defaultSchema: "public",
  schemas: [],
  createSchemas: true,
  locations: [],
};

/** What would have Flyway read other files, or the same ones otherwise, and has no place here. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  sqlMigrationPrefix: /^V$/,
  undoSqlMigrationPrefix: /^U$/,
  repeatableSqlMigrationPrefix: /^R$/,
  baselineMigrationPrefix: /^B$/,
  sqlMigrationSeparator: /^__$/,
  sqlMigrationSuffixes: /^\.sql$/,
  encoding: /^utf-?8$/i,
};

/** Names of what is read, in lower case. */
export const READ_SETTINGS: RegExp = new RegExp(
  `^(?:table|schemas|defaultschema|createschemas|locations|placeholder\\w+|placeholders\\..+|${Object.keys(REFUSED).join("|")})$`,
  "i",
);

/** The settings of the project: what the configuration says, by names in lower case. */
export function settingsFrom(said: ReadonlyMap<string, Said>): ReadSettings {
  const of = (key: string): string | undefined => said.get(key.toLowerCase())?.value;
  const placeholders = [...said]
    .filter(([key]) => key.startsWith("placeholders."))
    .map(([key, value]) => [key.slice("placeholders.".length).toLowerCase(), value] as const);
  const schemas = [...new Set([...listOf(of("defaultSchema")), ...listOf(of("schemas"))])];
  return {
    settings: {
      placeholders: new Map(placeholders.map(([name, { value }]) => [name, value])),
      placeholderReplacement: of("placeholderReplacement") !== "false",
      placeholderPrefix: of("placeholderPrefix") ?? USUAL.placeholderPrefix,
      placeholderSuffix: of("placeholderSuffix") ?? USUAL.placeholderSuffix,
      table: of("table") ?? USUAL.table,
      defaultSchema: schemas[0] ?? USUAL.defaultSchema,
      schemas,
      createSchemas: of("createSchemas")?.toLowerCase() !== "false",
      locations: listOf(of("locations")),
    },
    problems: [
      ...Object.entries(REFUSED).flatMap(([key, usual]) => {
        const found = said.get(key.toLowerCase());
        return found === undefined || usual.test(found.value) ? [] : [refused(key, found)];
      }),
      ...placeholders.flatMap(([name, found]) =>
        found.value.includes("${") ? [foreignValue(name, found)] : [],
      ),
    ],
  };
}

const listOf = (text = ""): readonly string[] =>
  text
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean);

/** Flyway fills `${NAME}` in its configuration from the environment, which is not the files' own. */
const foreignValue = (name: string, { file }: Said): Problem =>
  badFile(
    { file },
    `the value of the placeholder \`${name}\` comes from the environment.`,
    "Write the value itself there while you adopt.",
  );

const refused = (key: string, { file, value }: Said): Problem =>
  badFile(
    { file },
    `${key} is ${value}, and files are only read by Flyway's usual one.`,
    "Rename or save the files anew with the old tool's help, take the setting out, and adopt again.",
  );

export interface ScriptSettings {
  readonly executeInTransaction: boolean;
  readonly placeholderReplacement: boolean;
}

/** The settings of one script, from `V1__x.sql.conf` beside it. */
export function scriptSettingsIn(
  file: SourceFile | undefined,
  { placeholderReplacement }: Settings,
): ScriptSettings {
  const pairs = pairsIn(file?.text ?? "");
  const replacement = pairs.get("placeholderreplacement");
  return {
    executeInTransaction: pairs.get("executeintransaction") !== "false",
    placeholderReplacement: replacement === undefined ? placeholderReplacement : replacement !== "false",
  };
}
