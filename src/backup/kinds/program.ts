// Runs a program that takes a backup or looks after one, and passes on what it complains of.

import { Failure } from "../../core/failure.ts";
import { redact } from "../../core/redact.ts";
import type { Taking } from "../kind.ts";

/** Half a day: bound for a backup of the largest database. */
const TIMEOUT_MS = 43_200_000;
const LINES_SHOWN = 8;
const CODE_NO_PROGRAM = 127;

export interface Run {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Gives what it wrote to stdout. Throws Failure `server-refused` with its last lines where it ends with an error. */
export async function runProgram(
  { world, signal }: Pick<Taking, "world" | "signal">,
  run: Run,
): Promise<string> {
  const { code, stdout, stderr } = await world.processes.run(run.program, run.arguments, {
    env: run.env ?? {},
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  if (signal.aborted) throw new Failure("interrupted", `Interrupted: ${run.program} was ended.`);
  if (code === 0) return stdout;
  const said = lastLines(stderr || stdout);
  throw new Failure(
    "server-refused",
    `${run.program} ended with code ${code}:\n  ${said || "It said nothing."}`,
    {
      hint:
        code === CODE_NO_PROGRAM
          ? "Is the program installed, and on PATH?"
          : "Correct what it says; nothing was kept of this backup.",
    },
  );
}

/** The end of what a program said, indented for a message and without a secret. */
export const lastLines = (said: string): string =>
  redact(said).trim().split("\n").slice(-LINES_SHOWN).join("\n  ");
