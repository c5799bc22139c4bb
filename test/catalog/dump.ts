// What pg_dump writes of a schema, without what it makes up anew each time.

import assert from "node:assert/strict";

import { findClientPrograms, runClient } from "../../src/database/client-programs.ts";
import { realWorld } from "../../src/world/world.ts";

const DUMP_TIMEOUT_MS = 60_000;

/** The text of a schema-only dump of a database. */
export type Dump = (url: string) => Promise<string>;

/** Dumps with the programs of a server's own version; undefined where the machine has none. */
export async function dumperFor(major: number): Promise<Dump | undefined> {
  const world = realWorld();
  const programs = (await findClientPrograms(world)).find((found) => found.major === major);
  if (programs === undefined) return undefined;
  return async (url) => {
    const { code, stdout, stderr } = await runClient(world, programs, {
      program: "pg_dump",
      arguments: ["--schema-only", "--exclude-schema=lockkeeper"],
      url,
      timeoutMs: DUMP_TIMEOUT_MS,
    });
    assert.equal(code, 0, stderr);
    return stdout.replaceAll(/^\\(?:un)?restrict .*$/gm, "");
  };
}
