// The files of a backup: how many bytes they are, and one checksum over all of them.

import { createHash } from "node:crypto";
import { join } from "node:path";

import type { Files } from "../core/world.ts";

export interface Sealed {
  readonly bytes: number;
  /** SHA-256, in hex, over the names and the checksums of the files. */
  readonly checksum: string;
}

/** Reads every file of a folder, which has no folders in it: pg_dump makes none. */
export async function sealFolder(files: Files, folder: string): Promise<Sealed> {
  const all = createHash("sha256");
  let bytes = 0;
  for (const { name } of await files.list(folder)) {
    const file = await files.digest(join(folder, name));
    all.update(`${name} ${file.bytes} ${file.sha256}\n`);
    bytes += file.bytes;
  }
  return { bytes, checksum: all.digest("hex") };
}
