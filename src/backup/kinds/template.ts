// The kind `template`: a second database on the same server, copied file by file. For servers that can stand still.

import { Failure } from "../../core/failure.ts";
import { quoteName } from "../../core/name.ts";
import { describeUrl, isStatementError, siblingUrl, SQLSTATE } from "../../database/database.ts";
import type { Taken, Taking } from "../kind.ts";

/**
 * The address of a database beside this one, to change this one from: every server has both, and seldom does anybody
 * work in them.
 */
export const besideUrl = (url: string): string =>
  siblingUrl(url, describeUrl(url).database === "postgres" ? "template1" : "postgres");

/** PostgreSQL's limit for a name, in bytes. */
const NAME_BYTES_MAX = 63;

/** A name made of the database's own, cut where it must be, a word, and the backup's id. */
export function derivedName(database: string, word: string, id: string): string {
  const suffix = `_${word}_${id}`;
  const room = NAME_BYTES_MAX - suffix.length;
  const cut = new TextDecoder().decode(new TextEncoder().encode(database).subarray(0, room));
  return `${cut.replaceAll("\uFFFD", "")}${suffix}`;
}

/**
 * Copies the database, and closes the session on it: PostgreSQL copies none that somebody is connected to. Throws
 * Failure `in-the-way` where others are.
 */
export async function takeTemplate({ url, id, session, open, look }: Taking): Promise<Taken> {
  const { database } = describeUrl(url);
  const copy = derivedName(database, "backup", id);
  await session.close();
  await using admin = await open(besideUrl(url));
  try {
    await admin.run(`create database ${quoteName(copy)} template ${quoteName(database)}`);
  } catch (cause) {
    if (!isStatementError(cause) || cause.sqlstate !== SQLSTATE.objectInUse) throw cause;
    throw new Failure("in-the-way", `${database} cannot be copied while others are connected to it.`, {
      hint: "End their sessions, or take a backup of the kind pg_dump, which needs nobody to stop.",
      cause,
    });
  }
  await using there = await open(siblingUrl(url, copy));
  await there.run("begin isolation level repeatable read read only");
  const content = await look(there);
  await there.run("rollback");
  return { place: copy, content };
}
