// The world as an editor has it: one file with a text that is not saved.

import { basename, dirname, join, relative, resolve, sep } from "node:path";

import { Failure } from "../core/failure.ts";
import type { Files } from "../core/world.ts";
import type { Journey } from "./journey.ts";

/** A text that is taken for a file, whether there is one or not. */
export interface UnsavedFile {
  /** As it was typed: from the working directory. */
  readonly path: string;
  readonly text: string;
}

/** The journey in a world where the file holds the text. */
export async function withUnsaved(journey: Journey, { path, text }: UnsavedFile): Promise<Journey> {
  const { world } = journey;
  const full = resolve(world.processes.cwd, path);
  if ((await world.files.kindOf(dirname(full))) !== "directory") {
    throw new Failure("wrong-use", `--stdin: there is no folder ${dirname(path)}.`, {
      hint: "Name the file by the path that it has, or will have.",
    });
  }
  const real = await realPathOf(journey, path);
  return { ...journey, world: { ...world, files: withText(world.files, real, text) } };
}

/** The path as people are shown it, beginning with the folder's; undefined where it is not below the folder. */
export async function shownPathOf(journey: Journey, path: string): Promise<string | undefined> {
  const { directory, shownAs } = journey.settings.folder;
  const root = await journey.world.files.realPath(directory);
  const below = relative(root, await realPathOf(journey, path));
  return below.startsWith("..") ? undefined : `${shownAs.replace(/\/+$/, "")}/${below.replaceAll(sep, "/")}`;
}

/** The file itself need not be there. */
async function realPathOf({ world }: Journey, path: string): Promise<string> {
  const full = resolve(world.processes.cwd, path);
  return join(await world.files.realPath(dirname(full)), basename(full));
}

/** Only what reading a folder asks for is answered from the text. */
const withText = (files: Files, path: string, text: string): Files => ({
  ...files,
  list: async (directory) => {
    const entries = await files.list(directory);
    if (resolve(directory) !== dirname(path)) return entries;
    const others = entries.filter(({ name }) => name !== basename(path));
    return [...others, { name: basename(path), kind: "file" }];
  },
  readEach: (paths, take) =>
    files.readEach(paths, (index, read) => take(index, resolve(paths[index] ?? "") === path ? text : read)),
});
