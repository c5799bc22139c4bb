// Runs pg_dump, pg_restore and psql for a scratch database, and says plainly what went wrong.

import { Failure } from "../../core/failure.ts";
import type { World } from "../../core/world.ts";
import { complaintOf, type ClientPrograms, type ClientRun } from "../../database/client-programs.ts";

/** A database to fill, and with what. */
export interface Filling {
  readonly programs: ClientPrograms;
  /** The empty scratch database. */
  readonly url: string;
  /** False leaves owners and grants out, where the scratch server lacks the roles. */
  readonly withRoles: boolean;
  readonly signal: AbortSignal;
}

/** Half a day: bound for a restore of the largest backup. */
const RESTORE_TIMEOUT_MS = 43_200_000;

/** Restores an archive of pg_dump: a file in its custom format, or a directory. Throws Failure `bad-files`. */
export async function restoreArchive(world: World, archive: string, filling: Filling): Promise<void> {
  const { programs, url, withRoles, signal } = filling;
  const roles = withRoles ? [] : ["--no-owner", "--no-privileges"];
  await runProgram(world, programs, {
    program: "pg_restore",
    arguments: ["--exit-on-error", "--no-subscriptions", "--no-tablespaces", ...roles, archive],
    url,
    timeoutMs: RESTORE_TIMEOUT_MS,
    signal,
  });
}

/** Runs a script of pg_dump, to its end or to the first error. Throws Failure `bad-files`. */
export async function runScript(world: World, script: string, filling: Filling): Promise<void> {
  const { programs, url, signal } = filling;
  await runProgram(world, programs, {
    program: "psql",
    arguments: ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", `--file=${script}`],
    url,
    timeoutMs: RESTORE_TIMEOUT_MS,
    signal,
  });
}

const DUMP_HINT = "Correct what it says, or leave --from target out: replaying the migrations needs no dump.";
const RESTORE_HINT =
  "Correct what it says. The scratch server must offer the extensions and roles of what is restored.";

/**
 * Runs a program to its end. Throws Failure `interrupted`, `server-refused` for pg_dump and `bad-files` for the
 * others, with the last lines of what it said and no secret in them.
 */
export async function runProgram(world: World, programs: ClientPrograms, run: ClientRun): Promise<void> {
  const message = await complaintOf(world, programs, run);
  if (run.signal?.aborted === true) {
    throw new Failure("interrupted", "Interrupted while filling the scratch database.");
  }
  if (message === undefined) return;
  throw run.program === "pg_dump"
    ? new Failure("server-refused", message, { hint: DUMP_HINT })
    : new Failure("bad-files", message, { hint: RESTORE_HINT });
}
