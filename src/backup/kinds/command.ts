// The kind `command`: a program of the team's own takes the backup, and says where it is.

import { Failure } from "../../core/failure.ts";
import { redact } from "../../core/redact.ts";
import { connectionVariables } from "../../database/client-programs.ts";
import type { Taken, Taking } from "../kind.ts";

/** Half a day: bound for a backup of the largest database. */
const TIMEOUT_MS = 43_200_000;
const LINES_SHOWN = 8;

/**
 * Runs the program with the database in PG… variables. It has taken the backup when it ends with 0; the last line
 * that it prints is where the backup is. Throws Failure `bad-configuration` without a program.
 */
export async function takeByCommand({ world, command, url, id, folder, signal }: Taking): Promise<Taken> {
  const [program, ...args] = command ?? [];
  if (program === undefined) {
    throw new Failure("bad-configuration", "The kind `command` needs a program.", {
      hint: "Write it into the environment: backup-command: [program, argument]",
    });
  }
  const { code, stdout, stderr } = await world.processes.run(program, args, {
    env: {
      ...connectionVariables(url, world.processes.env),
      LOCKKEEPER_BACKUP_ID: id,
      LOCKKEEPER_BACKUP_FOLDER: folder,
    },
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  if (signal.aborted) throw new Failure("interrupted", `Interrupted: ${program} was ended.`);
  const lines = stdout.split("\n").filter((line) => line.trim() !== "");
  if (code !== 0) throw refused(program, code, stderr || stdout);
  const place = lines.at(-1)?.trim();
  if (place !== undefined) return { place: redact(place), program };
  throw new Failure("server-refused", `${program} did not say where the backup is.`, {
    hint: "The last line that it prints is kept on the receipt: a path, an address, an id.",
  });
}

function refused(program: string, code: number, said: string): Failure {
  const shown = redact(said).trim().split("\n").slice(-LINES_SHOWN).join("\n  ");
  const hint =
    code === 127
      ? "Is the program installed, and on PATH?"
      : "Correct what it says; nothing was kept of this backup.";
  return new Failure(
    "server-refused",
    `${program} ended with code ${code}:\n  ${shown || "It said nothing."}`,
    { hint },
  );
}
