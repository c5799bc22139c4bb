// The real file system.

import { randomBytes } from "node:crypto";
import { readFileSync, type Dirent, type Stats } from "node:fs";
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import type { Entry, FileKind, Files } from "../core/world.ts";
import { isCode } from "./error-code.ts";

/** Files of this machine. Errors are Node's own, with their `code`, except where an answer is promised. */
export const realFiles: Files = {
  kindOf: (path) => kindFrom(() => stat(path)),
  look: (path) => kindFrom(() => lstat(path)),
  realPath: (path) => realpath(path),
  list: async (path) => (await readdir(path, { withFileTypes: true })).map(entryOf).toSorted(byBytes),
  // Migrations are many and small: reading one at once takes a fifth of the time that a promise for it does.
  read: async (path) => readFileSync(path),
  write: writeAtomically,
  writeNew,
  makeDirectory: async (path, mode) => {
    await mkdir(path, { recursive: true, ...(mode === undefined ? {} : { mode }) });
  },
  changeMode: (path, mode) => chmod(path, mode),
  changeOwner: (path, uid, gid) => chown(path, uid, gid),
  link: (target, path) => symlink(target, path),
  rename: (from, to) => rename(from, to),
  remove: (path) => rm(path, { recursive: true, force: true }),
};

async function kindFrom(read: () => Promise<Stats>): Promise<FileKind | undefined> {
  try {
    return kindFound(await read());
  } catch (error) {
    // A link that leads nowhere or round in a ring has nothing at its end.
    if (isCode(error, "ENOENT", "ENOTDIR", "ELOOP")) return undefined;
    throw error;
  }
}

function kindFound(found: Stats | Dirent): FileKind {
  if (found.isFile()) return "file";
  if (found.isDirectory()) return "directory";
  return found.isSymbolicLink() ? "link" : "other";
}

const entryOf = (found: Dirent): Entry => ({ name: found.name, kind: kindFound(found) });

async function writeAtomically(path: string, content: string, mode?: number): Promise<void> {
  const neighbour = await writeNeighbour(path, content, mode);
  try {
    await rename(neighbour, path);
  } catch (error) {
    await rm(neighbour, { force: true });
    throw error;
  }
}

async function writeNew(path: string, content: string, mode?: number): Promise<boolean> {
  const neighbour = await writeNeighbour(path, content, mode);
  try {
    // A hard link fails when the name is taken, so the file appears whole or not at all.
    await link(neighbour, path);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(neighbour, { force: true });
  }
}

async function writeNeighbour(path: string, content: string, mode = 0o644): Promise<string> {
  const neighbour = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}`);
  const handle = await open(neighbour, "wx", mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return neighbour;
}

const byBytes = (left: Entry, right: Entry): number =>
  Buffer.compare(Buffer.from(left.name), Buffer.from(right.name));
