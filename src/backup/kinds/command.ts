// The kind `command`: a program of the team's own takes the backup, and says where it is.

import { Failure } from "../../core/failure.ts";
import { redact } from "../../core/redact.ts";
import { connectionVariables } from "../../database/client-programs.ts";
import type { Taken, Taking } from "../kind.ts";
import { runProgram } from "./program.ts";

/**
 * Runs the program with the database in PG… variables. It has taken the backup when it ends with 0; the last line
 * that it prints is where the backup is. Throws Failure `bad-configuration` without a program.
 */
export async function takeByCommand(taking: Taking): Promise<Taken> {
  const { world, settings, url, id, folder } = taking;
  const [program, ...args] = settings.command ?? [];
  if (program === undefined) {
    throw new Failure("bad-configuration", "The kind `command` needs a program.", {
      hint: "Write it into the environment: backup-command: [program, argument]",
    });
  }
  const said = await runProgram(taking, {
    program,
    arguments: args,
    env: {
      ...connectionVariables(url, world.processes.env),
      LOCKKEEPER_BACKUP_ID: id,
      LOCKKEEPER_BACKUP_FOLDER: folder,
    },
  });
  const place = said
    .split("\n")
    .findLast((line) => line.trim() !== "")
    ?.trim();
  if (place !== undefined) return { place: redact(place), program };
  throw new Failure("server-refused", `${program} did not say where the backup is.`, {
    hint: "The last line that it prints is kept on the receipt: a path, an address, an id.",
  });
}
