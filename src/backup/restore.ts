// Makes a database from a backup, on the server of the one that it was taken of.

import { join } from "node:path";

import type { Backup } from "../core/backup.ts";
import { Failure } from "../core/failure.ts";
import { quoteName } from "../core/name.ts";
import type { World } from "../core/world.ts";
import { siblingUrl, type Session } from "../database/database.ts";
import { complaintOf, findClientPrograms, type ClientPrograms } from "../database/client-programs.ts";

/** Half a day: bound for a restore of the largest backup. */
const RESTORE_TIMEOUT_MS = 43_200_000;
const JOBS = 4;

export interface Restoring {
  readonly world: World;
  readonly backup: Backup;
  /** The folder of the backup. */
  readonly folder: string;
  /** A session beside the databases that are meant. */
  readonly admin: Session;
  /** The address of the database that the new one shall be like in owner, encoding and settings. */
  readonly url: string;
  /** What that one is called. */
  readonly like: string;
  /** What the new one is to be called. */
  readonly name: string;
  readonly signal: AbortSignal;
}

/** Makes it, or leaves nothing. Throws Failure `bad-files` for what pg_restore refuses, and `not-found` without one. */
export async function restoreInto(restoring: Restoring): Promise<void> {
  const { backup, admin, like, name } = restoring;
  const programs = backup.kind === "pg_dump" ? choosePrograms(await find(restoring), backup) : undefined;
  try {
    if (programs === undefined) {
      await admin.run(`create database ${quoteName(name)} template ${quoteName(backup.place)}`);
    } else {
      await createLike(restoring);
      await restoreDump(restoring, programs);
    }
    for (const statement of await settingsOf(admin, { like, name })) await admin.run(statement);
  } catch (error) {
    await admin.run(`drop database if exists ${quoteName(name)}`);
    throw error;
  }
}

const find = ({ world }: Restoring): Promise<readonly ClientPrograms[]> => findClientPrograms(world);

/** As old as can be: what a newer one sets for its session, an older server does not know. */
function choosePrograms(
  found: readonly ClientPrograms[],
  { program = "", serverVersion }: Backup,
): ClientPrograms {
  const [, dumpedBy] = /(\d+)/.exec(program) ?? [];
  const needed = Number(dumpedBy ?? Math.floor(serverVersion / 10_000));
  const chosen = found.find(({ major }) => major >= needed);
  if (chosen !== undefined) return chosen;
  throw new Failure("not-found", `No pg_restore of PostgreSQL ${needed} or newer is here.`, {
    hint: "Install the client programs of that version and put them on PATH.",
  });
}

/** What a database is besides its contents: pg_dump of one database leaves these to others. */
const LIKE = `
select pg_catalog.format('owner %I encoding %L lc_collate %L lc_ctype %L', pg_catalog.pg_get_userbyid(datdba),
  pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype) as words
from pg_catalog.pg_database where datname = $1`;

async function createLike({ admin, like, name }: Restoring): Promise<void> {
  const [found] = await admin.query<{ readonly words: string }>(LIKE, [like]);
  if (found === undefined) {
    throw new Failure(
      "not-found",
      `There is no database ${like} on this server to put a backup in place of.`,
      {
        hint: `Create an empty one (create database ${quoteName(like)}) and run the same command again.`,
      },
    );
  }
  await admin.run(`create database ${quoteName(name)} template template0 ${found.words}`);
}

async function restoreDump(
  { world, backup, folder, url, name, signal }: Restoring,
  programs: ClientPrograms,
): Promise<void> {
  const complaint = await complaintOf(world, programs, {
    program: "pg_restore",
    arguments: ["--exit-on-error", `--jobs=${JOBS}`, join(folder, backup.place)],
    url: siblingUrl(url, name),
    timeoutMs: RESTORE_TIMEOUT_MS,
    signal,
  });
  if (signal.aborted) throw new Failure("interrupted", "Interrupted. The target is as it was.");
  if (complaint === undefined) return;
  throw new Failure("bad-files", complaint, {
    hint: "The target is as it was. Correct what it says, or restore another backup.",
  });
}

/** Settings of the database, and of roles in it. Those that are lists are kept as the catalog writes them. */
const SETTINGS = `
select pg_catalog.format('alter %s set %I = %s',
  case when setrole = 0 then pg_catalog.format('database %I', $2::text)
    else pg_catalog.format('role %I in database %I', pg_catalog.pg_get_userbyid(setrole), $2::text) end,
  key,
  case when key in ('search_path', 'temp_tablespaces', 'session_preload_libraries', 'local_preload_libraries',
    'DateStyle') then value else pg_catalog.quote_literal(value) end) as statement
from pg_catalog.pg_db_role_setting as s, unnest(s.setconfig) as item,
  lateral (select split_part(item, '=', 1) as key, substr(item, strpos(item, '=') + 1) as value) as parts
where s.setdatabase = (select oid from pg_catalog.pg_database where datname = $1)`;

async function settingsOf(
  admin: Session,
  { like, name }: Pick<Restoring, "like" | "name">,
): Promise<readonly string[]> {
  const rows = await admin.query<{ readonly statement: string }>(SETTINGS, [like, name]);
  return rows.map(({ statement }) => statement);
}
