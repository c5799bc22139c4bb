// Flyway: `V<version>__name.sql` with U, R and B files beside them, CRC32 of the lines, and a table of ranks.

import type { ForeignMigration, ForeignProject, NamedTables } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import { quoteRelation } from "../../../core/name.ts";
import type { Problem } from "../../../core/problem.ts";
import { asVersion, compareVersions, numberOf } from "../../../core/version.ts";
import { holdAdvisory } from "../../advisory-lock.ts";
import { applicationSettings, isApplicationFile, type Said } from "../../application-settings.ts";
import { commonFolder, isBuilt, nameIn } from "../../folders.ts";
import { badFile } from "../../reading.ts";
import type { Evidence, ForeignFolder, FoundTable, LookedAt, Tool } from "../../tool.ts";
import { checksumsOf } from "./checksum.ts";
import { configurationIn } from "./configuration.ts";
import { readHistory, repeatableId } from "./history.ts";
import { located } from "./locations.ts";
import { replaced } from "./placeholders.ts";
import { inSchemas } from "../../schemas.ts";
import { READ_SETTINGS, scriptSettingsIn, settingsFrom, type Settings } from "./settings.ts";

const VERSIONED = /^(?<prefix>[VUB])(?<version>\d[\d._]*?)__(?<name>.*)\.sql$/;
const REPEATABLE = /^R__(?<name>.*)\.sql$/;
const CALLBACK =
  /^(?:before|after)(?:Each)?(?:Migrate|Repeatables|Versioned|Validate|Baseline|Repair|Info|Clean|Undo|Connect)\w*(?:__.*)?\.sql$|^createSchema(?:__.*)?\.sql$/;
const PROGRAM = /^[VUBR][\d._]*__.*\.(?:java|kt|class|sh|ps1|py)$/;
/** What somebody meant to be one of them: `v1__a.sql`, `V1_a.sql`. */
const NEARLY = /^(?:[VUB]\d|R__).*\.sql$/i;
const CONFIGURATION = /^flyway\.(?:conf|toml)$/;
/** Says something about which files are read, and how. */
const MATTERS = /placeholder|Migration|encoding|locations|schema|table/i;

export const flyway: Tool = {
  name: "flyway",
  title: "Flyway",
  about:
    "V<version>__name.sql with U<version>__, R__ and B<version>__ beside them, flyway.conf or flyway.toml, and what Spring Boot says of it",
  recognise,
  read,
  history: {
    places: [{ table: "flyway_schema_history" }, { table: "schema_version" }],
    columns: ["installed_rank", "version", "description", "type", "script", "checksum", "success"],
    tellsEach: true,
    read: readHistory,
    hold: (session, table, how) => holdAdvisory(session, "Flyway", { key: lockKey(table), how }),
  },
};

/** Flyway looks into subfolders, and its configuration may stand above. */
async function recognise({ paths: all, read: readFile }: LookedAt): Promise<readonly Evidence[]> {
  const paths = all.filter((path) => !isBuilt(path));
  const own = paths.filter((path) => VERSIONED.test(nameIn(path)));
  const [first] = own;
  if (first === undefined) return [];
  const above: string[] = [];
  for (const path of paths.filter((each) => CONFIGURATION.test(nameIn(each)))) {
    if (MATTERS.test((await readFile(path))?.text ?? "")) above.push(path);
  }
  for (const path of paths.filter(isApplicationFile)) {
    if (/flyway/i.test((await readFile(path))?.text ?? "")) above.push(path);
  }
  const count = own.length === 1 ? "1 file" : `${own.length} files`;
  return [{ directory: commonFolder([...own, ...above]), why: `has ${count} such as ${nameIn(first)}` }];
}

/** A script by its name: its version, or none for a repeatable. */
interface Script {
  readonly path: string;
  readonly prefix: string;
  readonly version: string;
  readonly name: string;
}

async function read(folder: ForeignFolder): Promise<ForeignProject> {
  const { said, problems: unread } = await saidIn(folder);
  const { settings, problems: odd } = settingsFrom(said);
  const problems = [...unread, ...odd];
  const places = located(folder, settings.locations, said.get("locations")?.file ?? "");
  const scripts = places.paths.flatMap(scriptFrom);
  const files = new Map<string, SourceFile>();
  const wrong: Problem[] = [...problems, ...places.problems, ...othersTold(places.paths)];
  for (const { path } of scripts) {
    for (const each of [path, `${path}.conf`]) {
      const file = folder.paths.includes(each) ? await folder.read(each) : undefined;
      if (file !== undefined) files.set(each, file);
      else if (each === path) wrong.push(notText(path));
    }
  }
  const migrations: ForeignMigration[] = [];
  for (const script of inOrder(chosen(scripts))) {
    const made = migrationFrom(script, { files, scripts, settings });
    if (made === undefined) continue;
    if ("code" in made) wrong.push(made);
    else migrations.push(made);
  }
  return {
    ...{
      migrations: inSchemas(migrations, settings.schemas, settings.createSchemas),
      problems: [...wrong, ...lonely(scripts)],
    },
    ...(said.has("table") && { tables: tablesIn(settings) }),
  };
}

/** What the project's files say: Flyway's own, and where they say nothing, those of the application that runs it. */
async function saidIn(folder: ForeignFolder): Promise<{
  readonly said: ReadonlyMap<string, Said>;
  readonly problems: readonly Problem[];
}> {
  const { values, problems } = await applicationSettings(folder, { tool: "flyway", wanted: READ_SETTINGS });
  const own = folder.paths.find((path) => !isBuilt(path) && CONFIGURATION.test(nameIn(path)));
  const file = own === undefined ? undefined : await folder.read(own);
  const configured = file === undefined ? new Map<string, Said>() : configurationIn(file);
  if ("code" in configured) return { said: values, problems: [...problems, configured] };
  return { said: new Map([...values, ...configured]), problems };
}

/** Flyway takes names as they are, and keeps its table in the default schema. */
const tablesIn = ({ table, schemas: [schema] }: Settings): NamedTables => ({
  history: { table, ...(schema === undefined ? {} : { schema }) },
});

function scriptFrom(path: string): readonly Script[] {
  const {
    prefix = "R",
    version = "",
    name,
  } = VERSIONED.exec(nameIn(path))?.groups ?? REPEATABLE.exec(nameIn(path))?.groups ?? {};
  return name === undefined
    ? []
    : [{ path, prefix, version: numberOf(asVersion(version.replaceAll("_", "."))), name }];
}

/** Versioned ones and repeatables; a baseline only where what it stands for has gone. */
function chosen(scripts: readonly Script[]): readonly Script[] {
  const versioned = scripts.filter(({ prefix }) => prefix === "V");
  const baseline = scripts
    .filter(({ prefix }) => prefix === "B")
    .toSorted(byVersion)
    .findLast((each) => !versioned.some((other) => byVersion(other, each) <= 0));
  const repeatables = scripts.filter(({ prefix }) => prefix === "R");
  return [...(baseline === undefined ? [] : [baseline]), ...versioned, ...repeatables];
}

const byVersion = (a: Script, b: Script): number =>
  compareVersions(asVersion(a.version), asVersion(b.version));

/** By version; repeatables last, by what they are called. */
const inOrder = (scripts: readonly Script[]): readonly Script[] => [
  ...scripts.filter(({ prefix }) => prefix !== "R").toSorted(byVersion),
  ...scripts.filter(({ prefix }) => prefix === "R").toSorted((a, b) => (a.name < b.name ? -1 : 1)),
];

interface Given {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly scripts: readonly Script[];
  readonly settings: Settings;
}

function migrationFrom(
  script: Script,
  { files, scripts, settings }: Given,
): ForeignMigration | Problem | undefined {
  const raw = files.get(script.path);
  if (raw === undefined) return undefined;
  const own = scriptSettingsIn(files.get(`${script.path}.conf`), settings);
  const filled = (file: SourceFile): SourceFile | Problem =>
    own.placeholderReplacement ? replaced(file, settings) : file;
  const up = filled(raw);
  if ("code" in up) return up;
  const undo = scripts.find(({ prefix, version }) => prefix === "U" && version === script.version);
  const rawDown = script.prefix === "V" && undo !== undefined ? files.get(undo.path) : undefined;
  const down = rawDown && filled(rawDown);
  if (down && "code" in down) return down;
  const title = script.name.replaceAll("_", " ");
  const isRepeatable = script.prefix === "R";
  return {
    origin: {
      id: isRepeatable ? repeatableId(title) : script.version,
      source: script.path,
      checksums: [...new Set([...checksumsOf(raw.text), ...(isRepeatable ? checksumsOf(up.text) : [])])],
    },
    title,
    stamp: script.version.replaceAll(".", ""),
    kind: isRepeatable ? "repeatable" : "versioned",
    up,
    ...(down && { down }),
    outsideTransaction: !own.executeInTransaction,
    notes: script.prefix === "B" ? ["A baseline of Flyway's, for everything up to its version."] : [],
  };
}

/** Ways back without a way there: Flyway has nothing that they undo. */
const lonely = (scripts: readonly Script[]): readonly Problem[] =>
  scripts
    .filter(
      ({ prefix, version }) =>
        prefix === "U" && !scripts.some((other) => /[VB]/.test(other.prefix) && other.version === version),
    )
    .map(({ path, version }) =>
      warning(
        path,
        `there is no V${version} that it would undo, and it is not taken over.`,
        "Get the V file back, or remove this one.",
      ),
    );

/** What Flyway would run and we do not. */
const othersTold = (paths: readonly string[]): readonly Problem[] =>
  paths.flatMap((path) => {
    if (CALLBACK.test(nameIn(path))) {
      return [
        warning(
          path,
          "it is a callback, which is not run here.",
          "Put what it does where it is needed: a migration, a repeatable, or the pipeline.",
        ),
      ];
    }
    if (NEARLY.test(nameIn(path)) && scriptFrom(path).length === 0) {
      return [
        warning(
          path,
          "Flyway passes over a file of this name.",
          "Nothing to do where it never ran; else name it as the table has it.",
        ),
      ];
    }
    return PROGRAM.test(nameIn(path))
      ? [
          warning(
            path,
            "it is a program, and only SQL is taken over.",
            "Where it is applied, that is told of its row.",
          ),
        ]
      : [];
  });

const warning = (path: string, what: string, remedy: string): Problem => ({
  ...badFile({ file: path }, what, remedy),
  severity: "warning",
});

const notText = (path: string): Problem =>
  badFile(
    { file: path },
    "it is not UTF-8.",
    "Save it as UTF-8, for example with `iconv -f WINDOWS-1252 -t UTF-8`.",
  );

/** Of the makers: PostgreSQLAdvisoryLockTemplate of flyway-database-postgresql, with Java's hash of a text. */
const LOCK_BASE = 77_431_708_279_161n;

function lockKey({ schema, table }: FoundTable): bigint {
  const text = quoteRelation({ schema, name: table });
  return (
    LOCK_BASE + BigInt([...text].reduce((sum, letter) => (Math.imul(31, sum) + letter.charCodeAt(0)) | 0, 0))
  );
}
