// Finds binaries for servers that a test has to itself, and programs to run beside them.

import { findClientPrograms } from "../../src/database/client-programs.ts";
import { findBinaries } from "../../src/database/embedded/binaries.ts";
import { realWorld } from "../../src/world/world.ts";

const world = realWorld();

/** The system's newest binaries whose pg_dump is here: a server without one cannot be backed up by it. */
export async function binariesWithDump(): Promise<string> {
  const majors = new Set((await findClientPrograms(world)).map(({ major }) => major));
  const found = (await findBinaries(world, "system", [])).findLast(({ major }) => majors.has(major));
  if (found === undefined) throw new Error("There is no server here whose pg_dump is installed.");
  return found.directory;
}
