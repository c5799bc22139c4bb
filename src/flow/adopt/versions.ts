// Which migration of our folder each of the other tool's is: converted now, converted before, or read as it is.

import { join, relative } from "node:path";

import {
  convert,
  ORIGINS_FILE,
  readOrigins,
  writeOrigins,
  type Converted,
  type Origins,
  type Tool,
} from "../../adopt/adopt.ts";
import type { HistoryRow, Origin } from "../../core/adoption.ts";
import { Failure } from "../../core/failure.ts";
import type { Migration, MigrationFolder } from "../../core/migration.ts";
import type { Problem } from "../../core/problem.ts";
import { checksumOf } from "../../store/store.ts";
import type { Journey } from "../journey.ts";
import { readFolder } from "../parsed.ts";
import type { Found } from "./project.ts";

/** A migration of our folder that was one of the other tool's. */
export interface Adoptable {
  readonly migration: Migration;
  readonly origin: Origin;
}

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
  const migrations = converted.map((each, index): Migration => {
    const foreign = project.migrations[index];
    const at = (ending: string): { path: string; text: string } | undefined => {
      const file = each.files.find(({ path }) => path.endsWith(ending));
      return file && { path: join(shownAs, file.path), text: file.text };
    };
    const up = at(`${each.name}.sql`) ?? { path: "", text: "" };
    const [down, verify] = [at(`${each.name}_down.sql`), at(`${each.name}_verify.sql`)];
    return {
      ...{ version: each.version, name: each.name, up },
      ...(down && { down }),
      ...(verify && { verify }),
      outsideTransaction: foreign?.outsideTransaction ?? false,
      checksum: checksumOf(up.text),
    };
  });
  return {
    adoptables: pairs(migrations, converted),
    folder: { directory, format: "timestamped", migrations, repeatables: [], problems: [] },
    files: [
      ...converted.flatMap(({ files }) => files),
      { path: ORIGINS_FILE, text: writeOrigins(tool.name, converted) },
    ],
  };
}

const pairs = (migrations: readonly Migration[], converted: readonly Converted[]): readonly Adoptable[] =>
  migrations.flatMap((migration, index) => {
    const origin = converted[index]?.origin;
    return origin === undefined ? [] : [{ migration, origin }];
  });

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
  { migrations: known }: Origins,
): Promise<Adoptables & { readonly problems: readonly Problem[] }> {
  const folder = await readFolder(journey);
  const files = new Map(folder.migrations.map((migration) => [migration.version, migration]));
  const gone = known.filter(({ version }) => !files.has(version));
  return {
    adoptables: known.flatMap(({ version, origin }) => {
      const migration = files.get(version);
      return migration === undefined ? [] : [{ migration, origin }];
    }),
    folder,
    files: [],
    problems: gone.map(({ version, origin }) => ({
      code: "adopt-file-gone",
      severity: "error",
      message: `${version}, which was made from ${origin.source}, is not in ${folder.directory}.`,
      remedy: "Get it back from Git.",
      version,
    })),
  };
}

/** The tool's own files, where our folder is the one that it reads and we read them as they are. */
export async function asTheyAre(journey: Journey, tool: Tool, found: Found): Promise<Adoptables> {
  const { directory, shownAs } = journey.settings.folder;
  const isSame = directory === found.directory;
  const folder = isSame ? await readFolder(journey) : undefined;
  const byPath = new Map(folder?.migrations.map((each) => [relative(shownAs, each.up.path), each]));
  const versioned = found.project.migrations.filter(({ kind }) => kind === "versioned");
  const adoptables = versioned.flatMap(({ origin }) => {
    const migration = byPath.get(origin.source);
    return migration === undefined ? [] : [{ migration, origin }];
  });
  if (folder !== undefined && adoptables.length === versioned.length)
    return { adoptables, folder, files: [] };
  const why = isSame
    ? `Files of ${tool.title} are not run as they are`
    : `${shownAs} is not the folder that ${tool.title} reads`;
  const asIs = join(relative(journey.settings.project, found.directory));
  throw new Failure("bad-files", `${why}.`, {
    hint:
      `Have them converted into ${shownAs}: lockkeeper adopt ${tool.name} --convert` +
      (isSame ? "" : `, or name theirs: --migrations-dir ${asIs === "" ? "." : asIs}`),
  });
}
