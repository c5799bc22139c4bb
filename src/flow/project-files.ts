// Files of a project that are judged as text: found below some folders, and read.

import type { PolicyFile } from "../policy/policy.ts";
import type { ReadFiles } from "./remembered.ts";

/** Folders that hold what others wrote, or what this tool has kept. */
const PASSED_OVER = new Set(["node_modules", ".git", ".terraform", ".lockkeeper"]);
/** What is judged is written by hand: there are not more of these, and none is longer. */
const FOLDERS_MAX = 2_000;
const BYTES_MAX = 1024 * 1024;

/** A folder of this machine, seen through its files. */
export interface ProjectFolder {
  readonly files: ReadFiles;
  readonly directory: string;
}

/** The paths of all files below a folder, which is relative to the project; none where there is no such folder. */
export async function pathsBelow(project: ProjectFolder, folder: string): Promise<readonly string[]> {
  const paths: string[] = [];
  const folders = [folder];
  for (const next of folders) {
    const path = next === "." ? project.directory : `${project.directory}/${next}`;
    if (folders.length > FOLDERS_MAX || (await project.files.look(path)) !== "directory") continue;
    for (const { name, kind } of await project.files.list(path)) {
      const below = next === "." ? name : `${next}/${name}`;
      if (kind === "file") paths.push(below);
      if (kind === "directory" && !PASSED_OVER.has(name)) folders.push(below);
    }
  }
  return paths;
}

/** Reads files by their paths in the project. What is no file, and what is far too long, is left out. */
export async function readFilesOf(
  { files, directory }: ProjectFolder,
  paths: readonly string[],
): Promise<readonly PolicyFile[]> {
  const read: PolicyFile[] = [];
  for (const path of new Set(paths)) {
    const whole = `${directory}/${path}`;
    if ((await files.look(whole)) !== "file") continue;
    const bytes = await files.read(whole);
    if (bytes.length <= BYTES_MAX) read.push({ path, text: new TextDecoder().decode(bytes) });
  }
  return read;
}
