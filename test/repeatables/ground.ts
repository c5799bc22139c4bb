// A database, a folder of migrations with repeatables, and `up` on them, for tests.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";

import type { MigrateOutcome } from "../../src/core/outcome.ts";
import { connect } from "../../src/database/database.ts";
import type { Session } from "../../src/database/database.ts";
import { upHere } from "../faults/runner.ts";
import { testDatabase, testDirectory } from "../support/server.ts";

export interface Ground {
  readonly url: string;
  readonly folder: string;
  readonly session: Session;
  /** Writes files below the folder; null removes one. */
  write(files: Readonly<Record<string, string | null>>): void;
  up(): Promise<MigrateOutcome>;
  /** Names of the repeatables that `up` applied, in order. Fails where it failed. */
  repeated(): Promise<readonly string[]>;
  /** The first column of the first row. */
  ask(sql: string): Promise<unknown>;
}

/** A new database and an empty folder. */
export async function ground(
  context: TestContext,
  files: Readonly<Record<string, string | null>> = {},
): Promise<Ground> {
  const url = await testDatabase(context);
  const folder = join(await testDirectory(context), "migrations");
  const session = await connect(url, { applicationName: "lockkeeper test" });
  context.after(() => session.close());
  const write: Ground["write"] = (all) => {
    for (const [name, text] of Object.entries(all)) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      if (text === null) rmSync(path);
      else writeFileSync(path, text);
    }
  };
  const up = (): Promise<MigrateOutcome> => upHere(url, folder);
  write(files);
  return {
    url,
    folder,
    session,
    write,
    up,
    repeated: async () => {
      const { applied, failure } = await up();
      if (failure !== undefined) throw failure;
      return applied.filter(({ version }) => version.startsWith("repeatable:")).map(({ name }) => name);
    },
    ask: async (sql) => Object.values((await session.query(sql))[0] ?? {})[0],
  };
}
