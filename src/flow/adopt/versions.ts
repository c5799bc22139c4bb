// Which migration of our folder each of the other tool's is: converted now, converted before, or read as it is.

import { join, relative } from "node:path";

import {
  commonFolder,
  convert,
  ORIGINS_FILE,
  readOrigins,
  writeOrigins,
  type Converted,
  type Origins,
  type Tool,
} from "../../adopt/adopt.ts";
import type {
  ForeignMigration,
  ForeignProject,
  HistoryRow,
  LeftOut,
  NamedTables,
  Origin,
} from "../../core/adoption.ts";
import { Failure } from "../../core/failure.ts";
import type { Checksum, Migration, MigrationFolder, Repeatable, SourceFile } from "../../core/migration.ts";
import type { Problem } from "../../core/problem.ts";
import { isRepeatable, repeatableVersion } from "../../core/repeatable.ts";
import type { Version } from "../../core/version.ts";
import { checksumOf } from "../../store/store.ts";
import type { Journey } from "../journey.ts";
import { readFolder } from "../parsed.ts";
import type { Found } from "./project.ts";

/** A migration or a repeatable of our folder that was one of the other tool's. */
export interface Adoptable {
  readonly origin: Origin;
  /** `repeatable:NAME` for a repeatable. */
  readonly version: Version;
  readonly name: string;
  readonly checksum: Checksum;
  readonly file: SourceFile;
  /** Absent for a repeatable. */
  readonly migration?: Migration;
}

const ofMigration = (migration: Migration, origin: Origin): Adoptable => {
  const { version, name, checksum, up: file } = migration;
  return { origin, version, name, checksum, file, migration };
};

const ofRepeatable = ({ name, file, checksum }: Repeatable, origin: Origin): Adoptable => ({
  ...{ origin, name, checksum, file },
  version: repeatableVersion(name),
});

/** One that the other tool has applied. */
export interface Applied extends Adoptable {
  readonly row: HistoryRow;
}

export interface Adoptables {
  readonly adoptables: readonly Adoptable[];
  /** The folder as it is, or as it will be once the files are written. */
  readonly folder: MigrationFolder;
  /** What `--convert` writes; paths relative to the migrations folder. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Those that the tool does not run here. */
  readonly leftOut?: readonly LeftOut[];
  /** Where the tool keeps its tables, where its settings say so. */
  readonly tables?: NamedTables;
}

/** Our files for the project, made now. Throws Failure where the folder holds others already. */
export async function convertNow(journey: Journey, tool: Tool, { project }: Found): Promise<Adoptables> {
  const { directory, shownAs } = journey.settings.folder;
  const there = await folderIfAny(journey);
  if (there !== undefined && there.migrations.length > 0) {
    throw new Failure("bad-files", `${shownAs} holds migrations already.`, {
      hint: "Converted files go to a folder of their own: name a new one with --migrations-dir DIR.",
    });
  }
  const converted = convert(project.migrations, tool.title);
  const adoptables = converted.map((each) => adoptableFrom(each, shownAs));
  return {
    adoptables,
    folder: {
      ...{ directory, format: "timestamped", problems: [] },
      migrations: adoptables.flatMap(({ migration }) => migration ?? []),
      repeatables: adoptables
        .filter(({ migration }) => migration === undefined)
        .map(({ name, file, checksum }) => ({ name, file, checksum })),
    },
    files: [
      ...converted.flatMap(({ up, down, verify }) => [up, down, verify].filter((file) => file !== undefined)),
      { path: ORIGINS_FILE, text: writeOrigins(tool.name, converted, project.tables) },
    ],
    ...besides(project),
  };
}

const besides = ({ leftOut, tables }: ForeignProject): Pick<Adoptables, "leftOut" | "tables"> => ({
  ...(leftOut && { leftOut }),
  ...(tables && { tables }),
});

function adoptableFrom(
  { version, name, origin, outsideTransaction, ...files }: Converted,
  shownAs: string,
): Adoptable {
  const shown = ({ path, text }: SourceFile): SourceFile => ({ path: join(shownAs, path), text });
  const up = shown(files.up);
  const checksum = checksumOf(up.text);
  if (isRepeatable(version)) return ofRepeatable({ name, file: up, checksum }, origin);
  const { down, verify } = files;
  return ofMigration(
    {
      ...{ version, name, up, outsideTransaction, checksum },
      ...(down && { down: shown(down) }),
      ...(verify && { verify: shown(verify) }),
    },
    origin,
  );
}

async function folderIfAny(journey: Journey): Promise<MigrationFolder | undefined> {
  const { files } = journey.world;
  return (await files.kindOf(journey.settings.folder.directory)) === undefined
    ? undefined
    : await readFolder(journey);
}

/** What was converted before, by the file that was written then; undefined where there is none. */
export async function convertedBefore(journey: Journey): Promise<Origins | undefined> {
  const { directory, shownAs } = journey.settings.folder;
  const path = join(directory, ORIGINS_FILE);
  const { files } = journey.world;
  if ((await files.kindOf(path)) !== "file") return undefined;
  const read = readOrigins(new TextDecoder().decode(await files.read(path)), join(shownAs, ORIGINS_FILE));
  if ("migrations" in read) return read;
  throw new Failure("bad-files", read.message, { hint: read.remedy, file: read.file ?? path });
}

/** The converted files of the folder, each with its origin. A file that has gone is a problem. */
export async function asConverted(
  journey: Journey,
  { migrations: known, tables }: Origins,
): Promise<Adoptables & { readonly problems: readonly Problem[] }> {
  const folder = await readFolder(journey);
  const migrations = new Map(folder.migrations.map((migration) => [migration.version, migration]));
  const repeatables = new Map(folder.repeatables.map((each) => [repeatableVersion(each.name), each]));
  const isThere = (version: Version): boolean => migrations.has(version) || repeatables.has(version);
  const gone = known.filter(({ version }) => !isThere(version));
  return {
    adoptables: known.flatMap(({ version, origin }) => {
      const [migration, repeatable] = [migrations.get(version), repeatables.get(version)];
      if (migration !== undefined) return [ofMigration(migration, origin)];
      return repeatable === undefined ? [] : [ofRepeatable(repeatable, origin)];
    }),
    folder,
    files: [],
    ...(tables && { tables }),
    problems: gone.map(({ version, origin }) => ({
      code: "adopt-file-gone",
      severity: "error",
      message: `${version}, which was made from ${origin.source}, is not in ${folder.directory}.`,
      remedy: "Get it back from Git.",
      version,
    })),
  };
}

/** The tool's own files, where all of them stand in our folder and we read them as they are. */
export async function asTheyAre(journey: Journey, tool: Tool, found: Found): Promise<Adoptables> {
  const { directory, shownAs } = journey.settings.folder;
  const theirs = found.project.migrations;
  const pathOf = ({ origin }: ForeignMigration): string => join(found.directory, origin.source);
  const isThere =
    directory === found.directory ||
    (theirs.length > 0 && theirs.every((each) => pathOf(each).startsWith(`${directory}/`)));
  const folder = isThere ? await readFolder(journey) : undefined;
  const byPath = new Map(
    folder?.migrations.map((each) => [join(directory, relative(shownAs, each.up.path)), each]),
  );
  const ours = (each: ForeignMigration): Migration | undefined =>
    each.kind === "versioned" ? byPath.get(pathOf(each)) : undefined;
  const adoptables = theirs.flatMap((each) => {
    const migration = ours(each);
    return migration === undefined ? [] : [ofMigration(migration, each.origin)];
  });
  const left = theirs.find((each) => ours(each) === undefined);
  if (folder !== undefined && left === undefined) {
    return { adoptables, folder, files: [], ...besides(found.project) };
  }
  const why = isThere
    ? `Files of ${tool.title} are not run as they are, such as ${left?.origin.source ?? ""}`
    : `${shownAs} is not the folder that ${tool.title} reads`;
  const own = join(found.directory, commonFolder(theirs.map(({ origin }) => origin.source)));
  throw new Failure("bad-files", `${why}.`, {
    hint:
      `Have them converted into ${shownAs}: lockkeeper adopt ${tool.name} --convert` +
      (isThere ? "" : `, or name theirs: --migrations-dir ${relative(journey.settings.project, own) || "."}`),
  });
}
