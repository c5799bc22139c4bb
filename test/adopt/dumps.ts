// A server whose pg_dump is here, for the tests that adopt what it has dumped.

import { findClientPrograms, runClient } from "../../src/database/client-programs.ts";
import { realWorld } from "../../src/world/world.ts";
import { testServers, type TestServer } from "../support/server.ts";

/** A server, and what dumps a schema of it. */
export interface Dumping {
  readonly server: TestServer;
  readonly dump: (url: string, ...flags: readonly string[]) => Promise<string>;
}

const DUMP_TIMEOUT_MS = 60_000;

/** Undefined where no server here has its own pg_dump. */
export async function findDumping(): Promise<Dumping | undefined> {
  const world = realWorld();
  const programs = await findClientPrograms(world);
  for (const server of await testServers()) {
    const own = programs.find(({ major }) => major === server.version);
    if (own === undefined) continue;
    const dump: Dumping["dump"] = async (url, ...flags) => {
      const { code, stdout, stderr } = await runClient(world, own, {
        program: "pg_dump",
        arguments: ["--schema-only", ...flags],
        ...{ url, timeoutMs: DUMP_TIMEOUT_MS },
      });
      if (code !== 0) throw new Error(stderr);
      return stdout;
    };
    return { server, dump };
  }
  return undefined;
}
