// The kind `pgbackrest`: pgBackRest copies the whole server into its repository, and reads there what it has written.

import { Failure } from "../../core/failure.ts";
import type { Taken, Taking } from "../kind.ts";
import type { Stanza, StanzaBackup } from "./pgbackrest-info.ts";
import { lastLines, runProgram } from "./program.ts";

const PROGRAM = "pgbackrest";
/** Under this key stands our id with the backup, so that it is found among those that others take. */
const ANNOTATION = "lockkeeper";

/**
 * Takes a backup of the stanza, looks it up by our id, and lets pgBackRest verify it. Throws Failure
 * `bad-configuration` without a stanza, and `server-refused` where it is of another server or has a fault.
 */
export async function takeByPgbackrest(taking: Taking): Promise<Taken> {
  const { settings, id, source, progress } = taking;
  const { stanza } = settings;
  if (stanza === undefined) {
    throw new Failure("bad-configuration", "The kind `pgbackrest` needs the name of a stanza.", {
      hint: "Write it into the environment: pgbackrest-stanza: NAME",
    });
  }
  const run = (...words: readonly string[]): Promise<string> =>
    runProgram(taking, {
      program: PROGRAM,
      arguments: [`--stanza=${stanza}`, "--log-level-console=off", "--log-level-stderr=error", ...words],
    });
  const look = async (): Promise<Stanza> => readInfo(await run("--output=json", "info"), stanza);
  refuseOtherServer((await look()).system, source.system, stanza);
  // Only what changed since the last backup; pgBackRest takes a full one where there is none.
  await run("--type=incr", `--annotation=${ANNOTATION}=${id}`, "backup");
  const made = (await look()).backups.find(({ annotations }) => annotations[ANNOTATION] === id);
  if (made === undefined) throw notListed(stanza);
  refuseOtherServer(made.system, source.system, stanza);
  refuseFaulty(made);
  progress(`Verifying the backup ${made.label} of ${stanza}`);
  refuseUnverified(await run(`--set=${made.label}`, "--output=text", "--verbose", "verify"), made);
  return receiptOf(made, stanza);
}

async function readInfo(text: string, stanza: string): Promise<Stanza> {
  // What checks shapes takes longer to load than most commands.
  const { readStanza } = await import("./pgbackrest-info.ts");
  const read = readStanza(text, stanza);
  if (read !== undefined) return read;
  throw new Failure("server-refused", `pgbackrest info does not tell of the stanza ${stanza}.`, {
    hint: `See what it says: pgbackrest --stanza=${stanza} info --output=json`,
  });
}

const receiptOf = ({ label, bytes, lsn }: StanzaBackup, stanza: string): Taken => ({
  place: `${stanza}/${label}`,
  program: PROGRAM,
  checked: "pgbackrest verify",
  ...(bytes === undefined ? {} : { bytes }),
  ...(lsn === undefined ? {} : { lsnStart: lsn.start, lsn: lsn.stop }),
});

function refuseOtherServer(system: string | undefined, wanted: string | undefined, stanza: string): void {
  if (system === undefined || wanted === undefined || system === wanted) return;
  throw new Failure(
    "server-refused",
    `The stanza ${stanza} is of the server ${system}, and not of ${wanted}.`,
    {
      hint: "Name the stanza of the server that is changed: pgbackrest-stanza: NAME",
    },
  );
}

const notListed = (stanza: string): Failure =>
  new Failure("server-refused", `pgBackRest took a backup of ${stanza} and does not list it.`, {
    hint: `Look at: pgbackrest --stanza=${stanza} info`,
  });

function refuseFaulty({ label, faulty }: StanzaBackup): void {
  if (!faulty) return;
  throw new Failure("server-refused", `The backup ${label} has pages whose checksum is wrong.`, {
    hint: `The data on the server's disk are damaged. See which: pgbackrest info --set=${label}`,
  });
}

/** It ends with 0 also where it finds files missing or damaged, so what it says counts. */
function refuseUnverified(said: string, { label }: StanzaBackup): void {
  const isSound = /^status: ok$/m.test(said) && said.includes(`backup: ${label}, status: valid,`);
  if (isSound) return;
  const shown = lastLines(said) || "It said nothing.";
  throw new Failure("server-refused", `pgbackrest verify does not find ${label} sound:\n  ${shown}`, {
    hint: "Mend the repository as it says, or take a backup of another kind.",
  });
}
