// The kind `pg_dump`: a folder that pg_dump writes, of one moment, with what the database held in it.

import { join } from "node:path";

import { Failure } from "../../core/failure.ts";
import { complaintOf, findClientPrograms, type ClientPrograms } from "../../database/client-programs.ts";
import { sealFolder } from "../files.ts";
import type { Taken, Taking } from "../kind.ts";

/** Half a day: bound for a dump of the largest database. */
const DUMP_TIMEOUT_MS = 43_200_000;
/** Whoever changes the schema now holds up the dump, and the dump would hold up everybody who comes after. */
const LOCK_WAIT_MS = 60_000;
const JOBS = 4;

/** The folder in the backup's own. */
const DUMP_FOLDER = "dump";

/** Throws Failure `not-found` without a pg_dump that is new enough, and `server-refused` for what it says. */
export async function takeDump(taking: Taking): Promise<Taken> {
  const { world, session, folder, look } = taking;
  const major = Math.floor(session.serverVersion / 10_000);
  const programs = choosePrograms(await findClientPrograms(world), major);
  await session.run("begin isolation level repeatable read read only");
  try {
    const [row] = await session.query<{ readonly snapshot: string }>(
      "select pg_catalog.pg_export_snapshot() as snapshot",
    );
    const content = await look(session);
    await dump(taking, programs, row?.snapshot ?? "");
    const sealed = await sealFolder(world.files, join(folder, DUMP_FOLDER));
    return { place: DUMP_FOLDER, ...sealed, program: `pg_dump ${programs.version}`, content };
  } finally {
    if (session.lost() === undefined) await session.run("rollback");
  }
}

/** The server's own version is best; a newer one reads an older server, and never the other way round. */
function choosePrograms(found: readonly ClientPrograms[], server: number): ClientPrograms {
  const chosen = found.find(({ major }) => major >= server);
  if (chosen !== undefined) return chosen;
  const here = found.length === 0 ? "none" : found.map(({ version }) => version).join(", ");
  throw new Failure("not-found", `No pg_dump of PostgreSQL ${server} or newer is here (there is: ${here}).`, {
    hint:
      `An older one refuses the server. Install it (Debian: postgresql-client-${server} from apt.postgresql.org; ` +
      "macOS: brew install libpq), or take a --backup-kind template where nobody else is connected.",
  });
}

async function dump(
  { world, url, folder, signal }: Taking,
  programs: ClientPrograms,
  snapshot: string,
): Promise<void> {
  const complaint = await complaintOf(world, programs, {
    program: "pg_dump",
    arguments: [
      ...["--format=directory", `--jobs=${JOBS}`, `--lock-wait-timeout=${LOCK_WAIT_MS}`],
      ...[`--snapshot=${snapshot}`, `--file=${join(folder, DUMP_FOLDER)}`],
    ],
    url,
    timeoutMs: DUMP_TIMEOUT_MS,
    signal,
  });
  if (signal.aborted) throw new Failure("interrupted", "Interrupted while dumping.");
  if (complaint === undefined) return;
  throw new Failure("server-refused", complaint, {
    hint: "Correct what it says; nothing was kept of this backup.",
  });
}
