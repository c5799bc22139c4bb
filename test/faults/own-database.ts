// A database for one point of thousands: dropped as soon as the point is done, and not with the test.

import { randomBytes } from "node:crypto";

import { quoteName } from "../../src/core/name.ts";
import { testServer, testSession } from "../support/server.ts";

export interface OwnDatabase extends AsyncDisposable {
  readonly url: string;
  readonly name: string;
}

/** A new database, empty or as its template. Leaving its scope drops it with whoever is in it. */
export async function ownDatabase(template: string = "template0"): Promise<OwnDatabase> {
  const { url } = await testServer();
  const name = `own_${randomBytes(6).toString("hex")}`;
  const ask = async (statement: string): Promise<void> => {
    await using session = await testSession(url);
    await session.run(statement);
  };
  await ask(`create database ${quoteName(name)} template ${quoteName(template)} strategy file_copy`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const drop = (): Promise<void> => ask(`drop database ${quoteName(name)} with (force)`);
  return { url: own.href, name, [Symbol.asyncDispose]: drop };
}
