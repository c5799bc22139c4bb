// Fills a scratch database from a backup that pg_dump made: a directory, an archive or a script.

import { join } from "node:path";

import { Failure } from "../../core/failure.ts";
import type { World } from "../../core/world.ts";
import { findClientPrograms, type ClientPrograms } from "../../database/client-programs.ts";
import { cutOff } from "./cut-off.ts";
import type { ScratchFill } from "./from-target.ts";
import { restoreArchive, runScript } from "./restore.ts";
import { majorOf } from "./scratch.ts";
import { isWholeArchive, isWholeScript, leavesDatabase } from "./whole.ts";

/** Long enough for the table of contents of the largest schema. */
const LIST_TIMEOUT_MS = 600_000;

/**
 * Restores a backup, rows and all. Throws Failure `bad-files` for what is no backup of one database, for one that is
 * cut short, and where the server refuses a part of it; `not-found` where no client programs are for the server.
 */
export async function fillFromBackup(world: World, backup: string, scratch: ScratchFill): Promise<void> {
  const programs = choosePrograms(await findClientPrograms(world), majorOf(scratch.server.version));
  const kind = await kindOf(world, backup, programs);
  const isWhole = kind === "archive" ? isWholeArchive(world, backup) : isWholeScript(world, backup);
  if (!(await isWhole)) throw cutShort(backup);
  if (kind === "script" && (await leavesDatabase(world, backup))) throw notOneDatabase(backup);
  const { url, withRoles, signal } = scratch;
  const restore = kind === "archive" ? restoreArchive : runScript;
  await restore(world, backup, { programs, url, withRoles, signal });
  await using session = await scratch.open(url);
  await cutOff(session);
}

/** The newest that writes nothing which the server does not understand. */
function choosePrograms(found: readonly ClientPrograms[], server: number): ClientPrograms {
  const chosen = found.findLast(({ major }) => major <= server);
  if (chosen !== undefined) return chosen;
  throw new Failure("not-found", `No pg_restore for PostgreSQL ${server} is on this machine.`, {
    hint: `Install the client programs of PostgreSQL ${server} or a little older and put them on PATH.`,
  });
}

/** pg_restore knows its own archives, and says so of a script. */
async function kindOf(
  world: World,
  backup: string,
  { directory, version }: ClientPrograms,
): Promise<"archive" | "script"> {
  const args = ["--list", "--file=/dev/null", backup];
  const options = { env: { LC_ALL: "C" }, timeoutMs: LIST_TIMEOUT_MS };
  const { code, stderr } = await world.processes.run(join(directory, "pg_restore"), args, options);
  if (code === 0) return "archive";
  if (stderr.includes("text format dump")) return "script";
  throw new Failure("bad-files", `The backup ${backup} cannot be restored: ${stderr.trim()}`, {
    hint: stderr.includes("unsupported version")
      ? `A newer pg_dump made it than pg_restore ${version}: name a scratch server of that version.`
      : "Name what pg_dump wrote: a directory, an archive, or a script that is not packed.",
  });
}

const cutShort = (backup: string): Failure =>
  new Failure("bad-files", `The backup ${backup} is cut short: it does not end as pg_dump ends.`, {
    hint: "Use a backup that is whole.",
  });

const notOneDatabase = (script: string): Failure =>
  new Failure("bad-files", `${script} makes databases of its own and would leave the scratch database.`, {
    hint: "Use a backup of one database without --create, or an archive (pg_dump --format=custom).",
  });
