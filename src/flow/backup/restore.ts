// The journey of `backup restore`: the copy into a new database first, compared there, and then the names swapped.

import { join } from "node:path";

import { besideUrl, derivedName } from "../../backup/backup.ts";
import type { Backup } from "../../core/backup.ts";
import { Failure } from "../../core/failure.ts";
import { quoteName } from "../../core/name.ts";
import type { BackupOutcome } from "../../core/outcome.ts";
import { connect, describeUrl, siblingUrl, type Session } from "../../database/database.ts";
import { findClientPrograms, runClient } from "../../database/client-programs.ts";
import { redact } from "../../core/redact.ts";
import { refuseProtected, refuseUnconfirmed, type Confirmation } from "../confirm.ts";
import { told, type Journey } from "../journey.ts";
import { applicationNameOf, shownTarget, targetUrl } from "../target.ts";
import { differencesOf, readSchema, seeNow } from "./content.ts";
import { SCHEMA_FILE } from "./prove.ts";
import { findBackup, refuseAltered } from "./shelf.ts";

export interface RestoreRequest extends Confirmation {
  readonly directory: string;
  /** The newest where it is left out. */
  readonly id: string | undefined;
}

/** Half a day: bound for a restore of the largest backup. */
const RESTORE_TIMEOUT_MS = 43_200_000;
const JOBS = 4;
const LINES_SHOWN = 8;
const DIFFERENCES_SHOWN_MAX = 10;

/**
 * Brings the target back to a backup. Until the restored database has been compared nothing is touched; then the
 * target's sessions are ended and the two change names. The database that was there stays under another name.
 */
export function restoreBackup(journey: Journey, request: RestoreRequest): Promise<BackupOutcome> {
  const { directory, id, ...answer } = request;
  const nothingYet: BackupOutcome = {
    command: "backup",
    done: "restored",
    target: shownTarget(journey),
    problems: [],
    directory,
    backups: [],
  };
  return told(nothingYet, async (known) => {
    refuseProtected(journey, answer);
    const backup = await findBackup(journey, directory, id);
    refuseUnrestorable(backup);
    await refuseAltered(journey, directory, backup);
    const url = await targetUrl(journey);
    const names = namesFor(describeUrl(url).database, backup);
    const question =
      `Put the backup ${backup.id} in the place of ${names.target}? ` +
      `Everything since ${backup.startedAt} stays behind in ${names.aside}, and all sessions are ended.`;
    await refuseUnconfirmed(journey, question, answer);
    await using admin = await open(journey, besideUrl(url));
    const startMs = journey.world.clock.monotonicMs();
    if (backup.kind === "template") await admin.run(copyOf(backup, names.restored));
    else await restoreDump(journey, { admin, directory, backup, names, url });
    await refuseDifferent(journey, { directory, backup, url: siblingUrl(url, names.restored) });
    await swap(journey, admin, names);
    known.backups = [backup];
    known.aside = names.aside;
    known.restoreMs = Math.round(journey.world.clock.monotonicMs() - startMs);
  });
}

interface Names {
  readonly target: string;
  /** What the restored database is called until it is compared. */
  readonly restored: string;
  /** What the target is called afterwards. */
  readonly aside: string;
}

const namesFor = (target: string, { id }: Backup): Names => ({
  target,
  restored: derivedName(target, "restored", id),
  aside: derivedName(target, "before", id),
});

function refuseUnrestorable({ kind, place }: Backup): void {
  if (kind !== "restore-point") return;
  throw new Failure("wrong-use", "A restore point brings back a whole server, which is not ours to stop.", {
    hint:
      `Restore a base backup with recovery_target_name = '${place}', recovery_target_action = 'promote' ` +
      "and an empty file recovery.signal.",
  });
}

const open = (journey: Journey, url: string): Promise<Session> =>
  connect(url, { applicationName: applicationNameOf(journey), env: journey.world.processes.env });

const copyOf = ({ place }: Backup, name: string): string =>
  `create database ${quoteName(name)} template ${quoteName(place)}`;

interface Restoring {
  readonly admin: Session;
  readonly directory: string;
  readonly backup: Backup;
  readonly names: Names;
  readonly url: string;
}

/** What a database is besides its contents: pg_dump of one database leaves these to others. */
const LIKE_TARGET = `
select pg_catalog.pg_encoding_to_char(encoding) as encoding, datcollate as collate, datctype as ctype,
  pg_catalog.pg_get_userbyid(datdba) as owner
from pg_catalog.pg_database where datname = $1`;

/** Settings of the database, and of roles in it, as statements. */
const SETTINGS = `
select pg_catalog.format('alter %s set %I = %s',
  case when setrole = 0 then pg_catalog.format('database %I', $2::text)
    else pg_catalog.format('role %I in database %I', pg_catalog.pg_get_userbyid(setrole), $2::text) end,
  split_part(item, '=', 1),
  case when split_part(item, '=', 1) in ('search_path', 'temp_tablespaces', 'session_preload_libraries',
      'local_preload_libraries', 'DateStyle')
    then substr(item, strpos(item, '=') + 1) else pg_catalog.quote_literal(substr(item, strpos(item, '=') + 1)) end
  ) as statement
from pg_catalog.pg_db_role_setting as s, unnest(s.setconfig) as item
where s.setdatabase = (select oid from pg_catalog.pg_database where datname = $1)`;

async function restoreDump(
  journey: Journey,
  { admin, directory, backup, names, url }: Restoring,
): Promise<void> {
  const { world, audience, signal } = journey;
  const [like] = await admin.query<Readonly<Record<"encoding" | "collate" | "ctype" | "owner", string>>>(
    LIKE_TARGET,
    [names.target],
  );
  if (like === undefined) throw noTarget(names.target);
  const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  await admin.run(
    `create database ${quoteName(names.restored)} template template0 owner ${quoteName(like.owner)} ` +
      `encoding ${literal(like.encoding)} lc_collate ${literal(like.collate)} lc_ctype ${literal(like.ctype)}`,
  );
  audience.progress(`Restoring the backup ${backup.id} into ${names.restored}`);
  const programs = (await findClientPrograms(world)).findLast(
    ({ major }) => major >= Math.floor(backup.serverVersion / 10_000),
  );
  if (programs === undefined) throw noPrograms(backup);
  const { code, stderr } = await runClient(world, programs, {
    program: "pg_restore",
    arguments: ["--exit-on-error", `--jobs=${JOBS}`, join(directory, backup.id, backup.place)],
    url: siblingUrl(url, names.restored),
    timeoutMs: RESTORE_TIMEOUT_MS,
    signal,
  });
  if (code !== 0) {
    await admin.run(`drop database if exists ${quoteName(names.restored)}`);
    if (signal.aborted) throw new Failure("interrupted", "Interrupted. The target is as it was.");
    const said = redact(stderr).trim().split("\n").slice(-LINES_SHOWN).join("\n  ");
    throw new Failure("bad-files", `pg_restore ended with code ${code}:\n  ${said}`, {
      hint: "The target is as it was. Correct what it says, or restore another backup.",
    });
  }
  for (const { statement } of await admin.query<{ readonly statement: string }>(SETTINGS, [
    names.target,
    names.restored,
  ])) {
    await admin.run(statement);
  }
}

const noTarget = (target: string): Failure =>
  new Failure("not-found", `There is no database ${target} on this server to put a backup in place of.`, {
    hint: `Create an empty one (create database ${quoteName(target)}) and run the same command again.`,
  });

const noPrograms = ({ serverVersion }: Backup): Failure =>
  new Failure(
    "not-found",
    `No pg_restore of PostgreSQL ${Math.floor(serverVersion / 10_000)} or newer is here.`,
    {
      hint: "Install the client programs of that version and put them on PATH.",
    },
  );

interface Comparing {
  readonly directory: string;
  readonly backup: Backup;
  readonly url: string;
}

async function refuseDifferent(journey: Journey, { directory, backup, url }: Comparing): Promise<void> {
  if (backup.content === undefined) return;
  const schema = await journey.world.files.read(join(directory, backup.id, SCHEMA_FILE));
  const original = { content: backup.content, snapshot: readSchema(new TextDecoder().decode(schema)) };
  await using session = await open(journey, url);
  const copy = await seeNow(
    session,
    backup.content.tables.some(({ hash }) => hash !== undefined),
  );
  const differences = differencesOf(original, copy, "");
  if (differences.length === 0) return;
  const shown = differences.slice(0, DIFFERENCES_SHOWN_MAX).map((difference) => `\n  ${difference}`);
  throw new Failure(
    "backup-unproven",
    `What the backup ${backup.id} restores is not what was there:${shown.join("")}`,
    { hint: `The target is as it was. Look at ${describeUrl(url).database}, and drop it then.` },
  );
}

const OTHERS = `
select pg_catalog.pg_terminate_backend(pid) from pg_catalog.pg_stat_activity
where datname = any ($1::text[]) and pid <> pg_catalog.pg_backend_pid()`;

const SWAP_TRIES_MAX = 50;
const SWAP_PAUSE_MS = 100;

/** Keeps newcomers out, ends those who are there, and gives both their new names in one transaction. */
async function swap({ world }: Journey, admin: Session, { target, restored, aside }: Names): Promise<void> {
  const renames =
    `alter database ${quoteName(target)} rename to ${quoteName(aside)}; ` +
    `alter database ${quoteName(restored)} rename to ${quoteName(target)}`;
  await admin.run(`alter database ${quoteName(target)} with allow_connections false`);
  let current = target;
  try {
    // Bound: a session that was ended takes a moment to go.
    for (let tryNumber = 1; ; tryNumber += 1) {
      await admin.query(OTHERS, [[target, restored]]);
      try {
        await admin.run(renames);
        current = aside;
        return;
      } catch (error) {
        if (tryNumber >= SWAP_TRIES_MAX) throw error;
        await world.clock.sleep(SWAP_PAUSE_MS);
      }
    }
  } finally {
    await admin.run(`alter database ${quoteName(current)} with allow_connections true`);
  }
}
