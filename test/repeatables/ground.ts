// A database, a folder of migrations with repeatables, and `up` on them, for tests.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";

import type { MigrateOutcome } from "../../src/core/outcome.ts";
import { connect } from "../../src/database/database.ts";
import type { Session } from "../../src/database/database.ts";
import { ownDatabase } from "../faults/own-database.ts";
import { upHere } from "../faults/runner.ts";
import { testDirectory } from "../support/server.ts";

type Contents = Readonly<Record<string, string | null>>;

/** Leaving its scope drops the database. */
export interface Ground extends AsyncDisposable {
  readonly url: string;
  readonly folder: string;
  readonly session: Session;
  /** Writes files below the folder; null removes one. */
  write(files: Contents): void;
  up(): Promise<MigrateOutcome>;
  /** Names of the repeatables that `up` applied, in order. Fails where it failed. */
  repeated(): Promise<readonly string[]>;
  /** The first column of the first row. */
  ask(sql: string): Promise<unknown>;
}

/** A new database and a folder with these files. */
export async function ground(context: TestContext, files: Contents = {}): Promise<Ground> {
  await using opening = new AsyncDisposableStack();
  const { url } = opening.use(await ownDatabase());
  const folder = join(await testDirectory(context), "migrations");
  const session = opening.use(await connect(url, { applicationName: "lockkeeper test" }));
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
  const disposing = opening.move();
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
    [Symbol.asyncDispose]: () => disposing.disposeAsync(),
  };
}
