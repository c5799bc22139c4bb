// What liquibase.properties and an application's own configuration say of how Liquibase is run.

import type { NamedTables, TableName } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import { applicationSettings, type Said } from "../../application-settings.ts";
import { isBuilt } from "../../folders.ts";
import { propertiesIn } from "../../java-properties.ts";
import { badFile } from "../../reading.ts";
import type { Choice, LookedAt } from "../../tool.ts";
import { folded } from "./changes/names.ts";

export interface Settings {
  /** The changelog that is named, as it is named; undefined where nothing does. */
  readonly changelog?: string;
  /** Those that are put in for `${name}`. */
  readonly values: ReadonlyMap<string, string>;
  readonly tables?: NamedTables;
  /** Where names without a schema go; undefined where that is left to the server. */
  readonly schema?: string;
  readonly problems: readonly Problem[];
}

const OWN_FILE = /(?:^|\/)liquibase\.properties$/;

/** One name for each setting, from the several that it has had: in lower case, without dashes. */
const NAMES: Readonly<Record<string, RegExp>> = {
  changelog: /^changelog(?:file)?$/,
  table: /^databasechangelogtable(?:name)?$/,
  lockTable: /^databasechangeloglocktable(?:name)?$/,
  schema: /^defaultschema(?:name)?$/,
  ownSchema: /^liquibaseschema(?:name)?$/,
  contexts: /^contexts?(?:filter)?$/,
  labels: /^labels?(?:filter)?$/,
};
const VALUE = /^(?:changelog)?parameters?\.(?<name>.+)$/i;
const WANTED = new RegExp(
  [...Object.values(NAMES), VALUE].map(({ source }) => source.replace("?<name>", "?:")).join("|"),
  "i",
);

/** What the settings say; Liquibase's own win. `choice` is what was typed. */
export async function settingsIn(folder: LookedAt, choice: Choice): Promise<Settings> {
  const { values: ofApplication, problems } = await applicationSettings(folder, {
    tool: "liquibase",
    wanted: WANTED,
  });
  const own = await ownSettings(folder);
  const said = new Map([...own, ...[...ofApplication].filter(([key]) => !own.has(key))]);
  const get = (name: string): Said | undefined => [...said].find(([key]) => NAMES[name]?.test(key))?.[1];
  const [changelog, schema] = [get("changelog")?.value, get("schema")?.value];
  const tables = tablesIn({ table: get("table"), lock: get("lockTable"), schema: get("ownSchema") });
  return {
    ...(changelog === undefined ? {} : { changelog }),
    ...(tables && { tables }),
    ...(schema === undefined ? {} : { schema: folded(schema) }),
    values: new Map([
      ...ownValues(schema ?? "public", get("ownSchema")?.value),
      ...[...said].flatMap(([key, { value }]) => {
        const name = VALUE.exec(key)?.groups?.["name"];
        return name === undefined ? [] : [[name, value] as const];
      }),
    ]),
    problems: [...problems, ...untyped(choice, { contexts: get("contexts"), labels: get("labels") })],
  };
}

/** What Liquibase knows by itself, as far as it is the same everywhere. */
const ownValues = (schema: string, own = schema): readonly (readonly [string, string])[] => [
  ["database.defaultSchemaName", schema],
  ["database.liquibaseSchemaName", own],
  ["database.typeName", "postgresql"],
  ["database.databaseProductName", "PostgreSQL"],
  ["database.currentDateTimeFunction", "NOW()"],
  ["database.lineComment", "--"],
];

async function ownSettings({ paths, read }: LookedAt): Promise<ReadonlyMap<string, Said>> {
  const said = new Map<string, Said>();
  for (const path of paths.filter((each) => OWN_FILE.test(each) && !isBuilt(each))) {
    for (const [key, value] of propertiesIn((await read(path))?.text ?? "")) {
      const plain = key.replace(/^liquibase\.(?:command\.)?/i, "");
      const [first = "", ...more] = plain.split(".");
      const name = [first.toLowerCase().replaceAll(/[-_]/g, ""), ...more].join(".");
      if (!said.has(name) && WANTED.test(name)) said.set(name, { value, file: path });
    }
  }
  return said;
}

interface SaidTables {
  readonly table: Said | undefined;
  readonly lock: Said | undefined;
  readonly schema: Said | undefined;
}

function tablesIn({ table, lock, schema }: SaidTables): NamedTables | undefined {
  if (table === undefined && lock === undefined) return undefined;
  // Liquibase does not quote the names of its own tables, whatever their case.
  const named = ({ value }: Said): TableName => ({
    table: value.toLowerCase(),
    ...(schema && { schema: folded(schema.value) }),
  });
  return { ...(table && { history: named(table) }), ...(lock && { lock: named(lock) }) };
}

/** What the settings choose, where nothing was typed: it may hold for some databases only. */
function untyped(
  { contexts, labels }: Choice,
  said: { readonly contexts: Said | undefined; readonly labels: Said | undefined },
): readonly Problem[] {
  if (contexts !== undefined || labels !== undefined) return [];
  const flags = [
    ...(said.contexts ? [`--contexts ${said.contexts.value}`] : []),
    ...(said.labels ? [`--labels ${said.labels.value}`] : []),
  ];
  const file = (said.contexts ?? said.labels)?.file;
  if (file === undefined) return [];
  const what = "it chooses contexts or labels, and changesets for all of them are taken over.";
  const remedy = `Where this database was made with them, give the same: ${flags.join(" ")}`;
  return [{ ...badFile({ file }, what, remedy), severity: "warning" }];
}
