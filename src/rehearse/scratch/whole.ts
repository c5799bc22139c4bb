// Tells whether a backup of pg_dump is whole, in the cases in which restoring it would not: those end without an error.

import { join } from "node:path";

import type { World } from "../../core/world.ts";

const LOOK_TIMEOUT_MS = 60_000;
const CUSTOM_MAGIC = "PGDMP";
/** A tar file ends with two empty blocks. */
const TAR_END = "\0".repeat(1024);
/** After the data of each table, with COPY as with INSERT. Files that are compressed have a checksum instead. */
const DATA_END = "\n\n";
/** How many files are looked at by one program. */
const FILES_AT_ONCE = 500;
const SCRIPT_END = "-- PostgreSQL database dump complete";
const SCRIPT_END_BYTES = 4_096;
/** A script that makes its database says so before its first object. */
const SCRIPT_START_BYTES = 65_536;

/** True for an archive that does not end too early, or where pg_restore itself sees whether it does. */
export async function isWholeArchive(world: World, archive: string): Promise<boolean> {
  if ((await world.files.kindOf(archive)) === "directory") return isWholeDirectory(world, archive);
  const start = await look(world, "head", { bytes: CUSTOM_MAGIC.length, paths: [archive] });
  if (start === CUSTOM_MAGIC) return true;
  return (await look(world, "tail", { bytes: TAR_END.length, paths: [archive] })) === TAR_END;
}

async function isWholeDirectory(world: World, directory: string): Promise<boolean> {
  const names = (await world.files.list(directory)).map(({ name }) => name);
  const paths = names.filter((name) => /^\d+\.dat$/.test(name)).map((name) => join(directory, name));
  for (let first = 0; first < paths.length; first += FILES_AT_ONCE) {
    const some = paths.slice(first, first + FILES_AT_ONCE);
    const ends = await look(world, "tail", { bytes: DATA_END.length, paths: some });
    if (ends !== DATA_END.repeat(some.length)) return false;
  }
  return true;
}

/** True for a script that ends as pg_dump ends it. */
export const isWholeScript = async (world: World, script: string): Promise<boolean> =>
  (await look(world, "tail", { bytes: SCRIPT_END_BYTES, paths: [script] })).includes(SCRIPT_END);

/** True for a script that makes databases and goes over to them. */
export async function leavesDatabase(world: World, script: string): Promise<boolean> {
  const start = await look(world, "head", { bytes: SCRIPT_START_BYTES, paths: [script] });
  return /^\\connect /m.test(start) || start.includes("database cluster dump");
}

interface Part {
  readonly bytes: number;
  readonly paths: readonly string[];
}

/** So many bytes at one end of each file, in one text: the files may be too large to read. */
async function look(world: World, end: "head" | "tail", { bytes, paths }: Part): Promise<string> {
  // Names between the files' parts: `tail` leaves them out on request, `head` is asked for one file only.
  const args = [...(end === "tail" ? ["-q"] : []), "-c", String(bytes), ...paths];
  return (await world.processes.run(end, args, { timeoutMs: LOOK_TIMEOUT_MS })).stdout;
}
