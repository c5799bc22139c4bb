// What flyway.conf, flyway.toml and the file beside a script tell about how scripts are read.

import { parse, TomlError } from "smol-toml";

import type { SourceFile } from "../../../core/migration.ts";
import type { Problem } from "../../../core/problem.ts";
import { badFile } from "../../reading.ts";

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

/** The settings of the project: those of the configuration, where there is one. */
export function settingsIn(file: SourceFile | undefined): ReadSettings {
  if (file === undefined) return { settings: USUAL, problems: [] };
  const read = file.path.endsWith(".toml") ? tomlPairs(file) : { pairs: pairsIn(file.text) };
  if ("problem" in read) return { settings: USUAL, problems: [read.problem] };
  const { pairs } = read;
  const of = (key: string): string | undefined => pairs.get(key.toLowerCase());
  const placeholders = [...pairs]
    .filter(([key]) => key.startsWith("placeholders."))
    .map(([key, value]) => [key.slice("placeholders.".length), value] as const);
  const table = of("table") ?? USUAL.table;
  const schemas = [...new Set([...listOf(of("defaultSchema")), ...listOf(of("schemas"))])];
  return {
    settings: {
      placeholders: new Map(placeholders),
      placeholderReplacement: of("placeholderReplacement") !== "false",
      placeholderPrefix: of("placeholderPrefix") ?? USUAL.placeholderPrefix,
      placeholderSuffix: of("placeholderSuffix") ?? USUAL.placeholderSuffix,
      table,
      defaultSchema: schemas[0] ?? USUAL.defaultSchema,
      schemas,
      createSchemas: of("createSchemas")?.toLowerCase() !== "false",
      locations: listOf(of("locations")),
    },
    problems: [
      ...Object.entries(REFUSED).flatMap(([key, usual]) => {
        const value = of(key);
        return value === undefined || usual.test(value) ? [] : [refused(file, key, value)];
      }),
      ...placeholders.flatMap(([name, value]) => (value.includes("${") ? [foreignValue(file, name)] : [])),
      ...(table === USUAL.table ? [] : [otherTable(file, table)]),
    ],
  };
}

const listOf = (text = ""): readonly string[] =>
  text
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean);

/** Flyway fills `${NAME}` in its configuration from the environment, which is not the files' own. */
const foreignValue = (file: SourceFile, name: string): Problem =>
  badFile(
    { file: file.path },
    `the value of the placeholder \`${name}\` comes from the environment.`,
    "Write the value itself there while you adopt.",
  );

/** Without it, the files would be converted as those of a database that nothing was applied to. */
const otherTable = (file: SourceFile, table: string): Problem => ({
  ...badFile(
    { file: file.path },
    `Flyway keeps its history in the table ${table}.`,
    `Name it, where you have not: --history-table ${table}`,
  ),
  severity: "warning",
});

const refused = (file: SourceFile, key: string, value: string): Problem =>
  badFile(
    { file: file.path },
    `${key} is ${value}, and files are only read by Flyway's usual one.`,
    "Rename or save the files anew with the old tool's help, take the setting out, and adopt again.",
  );

/** Keys in lower case, without `flyway.` in front. */
function pairsIn(text: string): ReadonlyMap<string, string> {
  const lines = text.split(/\r?\n/).map((line) => /^\s*([^#!\s=:]+)\s*[=:]\s*(.*?)\s*$/.exec(line));
  return new Map(
    lines.flatMap((match) => {
      const [, key = "", value = ""] = match ?? [];
      return key === "" ? [] : [[key.replace(/^flyway\./i, "").toLowerCase(), value] as const];
    }),
  );
}

type Toml = { readonly pairs: ReadonlyMap<string, string> } | { readonly problem: Problem };

/** The part for every environment, and the schemas of the one that is Flyway's own choice. */
function tomlPairs(file: SourceFile): Toml {
  try {
    const { flyway = {}, environments = {} } = parse(file.text);
    const pairs = new Map(flattened(flyway, ""));
    const chosen = `${pairs.get("environment") ?? "default"}.schemas`.toLowerCase();
    const schemas = new Map(flattened(environments, "")).get(chosen);
    return { pairs: schemas === undefined ? pairs : new Map([["schemas", schemas], ...pairs]) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const what = error.message.split("\n")[0] ?? "it is no TOML";
    return {
      problem: badFile({ file: file.path, line: error.line }, `${what}.`, "Correct it, and adopt again."),
    };
  }
}

function flattened(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return [[path, value.map(String).join(",")]];
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, each]) =>
    flattened(each, path === "" ? key.toLowerCase() : `${path}.${key.toLowerCase()}`),
  );
}

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
