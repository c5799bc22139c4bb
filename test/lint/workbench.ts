// One database on each server for examples that run one after the other: emptied in between, as a new one is slow.

import { testSession } from "../support/server.ts";
import type { TestServer } from "../support/server.ts";
import { quoteName } from "../../src/core/name.ts";
import type { Session } from "../../src/database/database.ts";

const sessions = new Map<number, Session>();

/** A session on an empty database. Only for tests that run one after the other. */
export async function cleanSession({ url, version }: TestServer): Promise<Session> {
  const session = sessions.get(version) ?? (await workbenchOn(url));
  sessions.set(version, session);
  if (session.transaction() !== "none") await session.run("rollback");
  // DISCARD ALL would take away the statements that the session has prepared, behind its back.
  await session.run("discard temp; reset all");
  const rows = await session.query<{ name: string }>(
    "select nspname as name from pg_catalog.pg_namespace where nspname not in ('pg_catalog', 'information_schema') and nspname !~ '^pg_t'",
  );
  for (const { name } of rows) await session.run(`drop schema ${quoteName(name)} cascade`);
  const publications = await session.query<{ name: string }>(
    "select pubname as name from pg_catalog.pg_publication",
  );
  for (const { name } of publications) await session.run(`drop publication ${quoteName(name)}`);
  await session.run("create schema public");
  return session;
}

async function workbenchOn(url: string): Promise<Session> {
  const name = `workbench_${process.pid}`;
  {
    await using admin = await testSession(url);
    await admin.run(`create database ${quoteName(name)} template template0 encoding 'UTF8'`);
  }
  const own = new URL(url);
  own.pathname = `/${name}`;
  return testSession(own.href);
}

/** Closes the sessions. The databases go with the servers of the run. */
export async function closeWorkbenches(): Promise<void> {
  for (const session of sessions.values()) await session.close();
  sessions.clear();
}
