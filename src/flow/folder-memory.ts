// What the ups of a folder came to when they were last read, for the next call: most calls find nothing to do.

import { hash } from "node:crypto";
import { join } from "node:path";

import { marksOf, type History } from "../core/history.ts";
import type { MigrationFolder } from "../core/migration.ts";
import type { Problem } from "../core/problem.ts";
import type { Files } from "../core/world.ts";
import { fingerprintOf, seenIn, type Fingerprint, type Seen } from "../store/store.ts";
import { hashOfMarks } from "../journal/journal.ts";
import type { Journey } from "./journey.ts";
import { readUps } from "./parsed.ts";

/**
 * Files that were written to less than so long before they were read are not remembered: one of them may be written
 * to again and keep its size and, by a coarse clock, its time.
 */
const SETTLED_MS = 2_000;

/** The code that reads the files: the bundle, or from source the room that does it. */
const CODE = import.meta.filename.endsWith(".cjs")
  ? import.meta.filename
  : join(import.meta.dirname, "..", "store");

const pathOf = (settings: Journey["settings"]): string =>
  join(settings.project, ".lockkeeper", "cache", "folder");

/** What is remembered: what was seen of the folder, and the hash of its marks, for the journal. */
export interface Memory {
  readonly seen: Seen;
  readonly marksHash: string;
  /** Of the folder as it was, and of the code that read it. */
  readonly key: string;
}

/** What was remembered last, true or not any more; undefined where nothing is, or nobody can tell. */
export async function recall({ world, settings }: Journey): Promise<Memory | undefined> {
  // A session that is being opened says its first word before the files are looked at, and is answered meanwhile.
  await world.clock.breathe();
  try {
    const [seal, body = ""] = new TextDecoder().decode(await world.files.read(pathOf(settings))).split("\n");
    return seal === hash("sha256", body, "hex") ? (JSON.parse(body) as Memory) : undefined;
  } catch {
    return undefined;
  }
}

/** True where nobody has written to the folder, or to a file of it that is remembered. */
async function isUnchanged(journey: Journey, { seen, key }: Memory): Promise<boolean> {
  const found = await fingerprintOf(journey.world.files, journey.settings.folder, seen);
  return found !== undefined && key === (await keyOf(journey, found));
}

/** Remembers a folder without problems that was read from `sinceMs` on, a time of the clock. Never throws. */
async function rememberMarks(
  journey: Journey,
  { migrations, repeatables, problems }: MigrationFolder,
  sinceMs: number,
): Promise<void> {
  // Repeatables are applied when their content changes, and placeholders may get other values: only reading tells.
  const changeByThemselves = repeatables.length > 0 || migrations.some(({ up }) => up.filled !== undefined);
  if (problems.length > 0 || changeByThemselves) return;
  const { files } = journey.world;
  const paths = migrations.map(({ up }) => up.path);
  const { folder } = journey.settings;
  const seen = await seenIn(files, folder, paths);
  const found = seen && (await fingerprintOf(files, folder, seen));
  if (seen === undefined || found === undefined || found.changedMs > sinceMs - SETTLED_MS) return;
  const marksHash = hashOfMarks(marksOf(migrations));
  const memory: Memory = { seen, marksHash, key: await keyOf(journey, found) };
  const body = JSON.stringify(memory);
  try {
    await files.makeDirectory(join(journey.settings.project, ".lockkeeper", "cache"));
    await files.write(pathOf(journey.settings), [hash("sha256", body, "hex"), body].join("\n"));
  } catch {
    // Where nothing may be written, the files are read each time.
  }
}

/** The ups of a folder, which are only read where they have to be. */
export interface Ups {
  /** What is wrong with the files; a folder that is known had no problem. */
  readonly problems: readonly Problem[];
  /** True where the folder is as it was: where the journal is as well, every file is applied as it is. */
  readonly isKnown: boolean;
  read(): Promise<MigrationFolder>;
  /** To be called once nothing was found to do. */
  remember(history: History): Promise<void>;
}

/** Looks whether the folder is as it was; only otherwise it is read at once. */
export async function readUnlessKnown(
  journey: Journey,
  recalling: Promise<Memory | undefined>,
): Promise<Ups> {
  const memory = await recalling;
  const sinceMs = journey.world.clock.now().getTime();
  const isKnown = memory !== undefined && (await isUnchanged(journey, memory));
  let folder = isKnown ? undefined : await readUps(journey);
  return {
    problems: folder?.problems ?? [],
    isKnown,
    read: async () => (folder ??= await readUps(journey)),
    remember: async (history) => {
      if (folder !== undefined && marksOf(folder.migrations) === history.marks)
        await rememberMarks(journey, folder, sinceMs);
    },
  };
}

async function keyOf({ world, settings }: Journey, { digest }: Fingerprint): Promise<string> {
  const code = await world.files.stampEach(await filesBelow(world.files, CODE));
  return hash("sha256", [settings.tool, digest, ...(code ?? []).map(({ text }) => text)].join("\0"), "hex");
}

async function filesBelow(files: Files, path: string): Promise<readonly string[]> {
  if ((await files.kindOf(path)) !== "directory") return [path];
  const below = await Promise.all(
    (await files.list(path)).map(({ name }) => filesBelow(files, join(path, name))),
  );
  return below.flat();
}
