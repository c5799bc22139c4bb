// The real file system.

import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  createReadStream,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  type Dirent,
  type Stats,
} from "node:fs";
import { basename, dirname, join } from "node:path";

import type { Entry, FileKind, Files, FileStamp, TakeFile } from "../core/world.ts";
import { isCode } from "./error-code.ts";

/**
 * Files of this machine. Errors are Node's own, with their `code`, except where an answer is promised.
 * Each is done at once: our files are small, and loading Node's promises for them alone takes 8 ms of every start.
 */
export const realFiles: Files = {
  kindOf: async (path) => kindFrom(() => statSync(path)),
  look: async (path) => kindFrom(() => lstatSync(path)),
  realPath: async (path) => realpathSync.native(path),
  list: async (path) => byBytes(readdirSync(path, { withFileTypes: true }).map(entryOf)),
  names: async (path) => readdirSync(path),
  read: async (path) => readFileSync(path),
  digest,
  readEach,
  stampEach,
  write: async (path, content, mode) => writeAtomically(path, content, mode),
  writeNew: async (path, content, mode) => writeNew(path, content, mode),
  makeDirectory: async (path, mode) => {
    mkdirSync(path, { recursive: true, ...(mode === undefined ? {} : { mode }) });
  },
  changeMode: async (path, mode) => chmodSync(path, mode),
  changeOwner: async (path, uid, gid) => chownSync(path, uid, gid),
  link: async (target, path) => symlinkSync(target, path),
  rename: async (from, to) => renameSync(from, to),
  remove: async (path) => rmSync(path, { recursive: true, force: true }),
};

function kindFrom(read: () => Stats): FileKind | undefined {
  try {
    return kindFound(read());
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

/** Names in the order of their UTF-8, which no locale changes. */
function byBytes(entries: readonly Entry[]): readonly Entry[] {
  const isPlain = entries.every(({ name }) => /^[ -~]*$/.test(name));
  return entries.toSorted((a, b) => {
    if (isPlain) return a.name < b.name ? -1 : 1;
    return Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));
  });
}

/** About half a millisecond's worth, after which answers that have come meanwhile are looked at. */
const READ_AT_ONCE = 64;

async function readEach(paths: readonly string[], take: TakeFile): Promise<void> {
  for (const [index, path] of paths.entries()) {
    if (index % READ_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    take(index, readText(path));
  }
}

async function stampEach(paths: readonly string[]): Promise<readonly FileStamp[] | undefined> {
  const stamps: FileStamp[] = [];
  for (const [index, path] of paths.entries()) {
    if (index % READ_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    const { size, mtimeMs, ctimeMs, ino } = found;
    stamps.push({ text: `${size} ${mtimeMs} ${ctimeMs} ${ino}`, changedMs: Math.max(mtimeMs, ctimeMs) });
  }
  return stamps;
}

async function digest(path: string): ReturnType<Files["digest"]> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** As text at once, in one call into Node, and as bytes only where it may be none. */
function readText(path: string): string | Uint8Array | Error {
  try {
    const text = readFileSync(path, "utf8");
    // It stands for what is no UTF-8, and may stand in the file itself.
    return text.includes("\uFFFD") ? readFileSync(path) : text;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function writeAtomically(path: string, content: string, mode?: number): void {
  const neighbour = writeNeighbour(path, content, mode);
  try {
    renameSync(neighbour, path);
  } catch (error) {
    rmSync(neighbour, { force: true });
    throw error;
  }
}

function writeNew(path: string, content: string, mode?: number): boolean {
  const neighbour = writeNeighbour(path, content, mode);
  try {
    // A hard link fails when the name is taken, so the file appears whole or not at all.
    linkSync(neighbour, path);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    rmSync(neighbour, { force: true });
  }
}

function writeNeighbour(path: string, content: string, mode = 0o644): string {
  const neighbour = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}`);
  const file = openSync(neighbour, "wx", mode);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return neighbour;
}
