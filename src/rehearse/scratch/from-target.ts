// Fills a scratch database with the target's own schema, and with the journal that says what is applied there.

import { join } from "node:path";

import { Failure } from "../../core/failure.ts";
import type { World } from "../../core/world.ts";
import { findClientPrograms, type ClientPrograms } from "../../database/client-programs.ts";
import type { Session } from "../../database/database.ts";
import { cutOff, populateViews } from "./cut-off.ts";
import { makePrivateDirectory } from "./private-directory.ts";
import { restoreArchive, runProgram } from "./restore.ts";
import { majorOf, type ScratchServer } from "./scratch.ts";

export interface TargetSource {
  readonly url: string;
  /** A session on the target in which no transaction is open: both dumps see what it sees. */
  readonly session: Session;
}

export interface ScratchFill {
  readonly server: ScratchServer;
  /** An empty database there. */
  readonly url: string;
  readonly open: (url: string) => Promise<Session>;
  /** False leaves owners and grants out, where the scratch server lacks the roles. */
  readonly withRoles: boolean;
  readonly signal: AbortSignal;
}

const DUMP_TIMEOUT_MS = 1_800_000;
/** pg_dump wants each table's ACCESS SHARE; it gives up rather than stand in a queue behind a deploy. */
const LOCK_WAIT_MS = 30_000;

const SNAPSHOT = `
select pg_catalog.pg_export_snapshot() as snapshot,
  pg_catalog.to_regclass('lockkeeper.journal') is not null as journal
`;

/**
 * Copies the target's schema without rows, and the journal with them. The target is only read. Throws Failure
 * `not-found` where this machine has no pg_dump that fits both servers, and what `runProgram` throws.
 */
export async function fillFromTarget(
  world: World,
  target: TargetSource,
  scratch: ScratchFill,
): Promise<void> {
  const programs = choosePrograms(await findClientPrograms(world), {
    from: majorOf(target.session.serverVersion),
    to: majorOf(scratch.server.version),
  });
  await using directory = await makePrivateDirectory(world);
  const archives = await dump(world, target, { programs, directory: directory.path, signal: scratch.signal });
  const { url, withRoles, signal } = scratch;
  for (const archive of archives) await restoreArchive(world, archive, { programs, url, withRoles, signal });
  await using session = await scratch.open(url);
  await cutOff(session);
  await populateViews(session);
}

/** The oldest that can read the one server: what a newer one writes, the other server may not understand. */
function choosePrograms(
  found: readonly ClientPrograms[],
  { from, to }: { readonly from: number; readonly to: number },
): ClientPrograms {
  const chosen = found.find(({ major }) => major >= from && major <= to);
  if (chosen !== undefined) return chosen;
  const here = found.length === 0 ? "none" : found.map(({ version }) => version).join(", ");
  if (to < from) {
    throw new Failure("not-found", `What pg_dump writes of PostgreSQL ${from} is not for PostgreSQL ${to}.`, {
      hint: `Name a scratch server of PostgreSQL ${from} with --scratch-url, or leave --from target out.`,
    });
  }
  const wanted = from === to ? String(from) : `${from} to ${to}`;
  throw new Failure(
    "not-found",
    `No pg_dump of PostgreSQL ${wanted} is on this machine (there is: ${here}).`,
    {
      hint:
        `Install one (Debian: postgresql-client-${from} from apt.postgresql.org; macOS: brew install libpq), ` +
        "or leave --from target out: replaying the migrations needs none.",
    },
  );
}

interface Dump {
  readonly programs: ClientPrograms;
  readonly directory: string;
  readonly signal: AbortSignal;
}

/** Dumps schema and journal as they are at one moment, and gives the archives in the order to restore them. */
async function dump(
  world: World,
  { url, session }: TargetSource,
  { programs, directory, signal }: Dump,
): Promise<readonly string[]> {
  const archives: string[] = [];
  await session.run("begin isolation level repeatable read read only");
  try {
    const [seen] = await session.query<{ snapshot: string; journal: boolean }>(SNAPSHOT);
    const shared = [
      ...["--format=custom", "--no-subscriptions", "--no-tablespaces", "--no-security-labels"],
      ...[`--lock-wait-timeout=${LOCK_WAIT_MS}`, `--snapshot=${seen?.snapshot ?? ""}`],
    ];
    const parts = [
      ["--schema-only"],
      ...(seen?.journal === true ? [["--data-only", "--schema=lockkeeper"]] : []),
    ];
    for (const part of parts) {
      const archive = join(directory, `${archives.length}.dump`);
      await runProgram(world, programs, {
        program: "pg_dump",
        arguments: [...shared, ...part, `--file=${archive}`],
        url,
        timeoutMs: DUMP_TIMEOUT_MS,
        signal,
      });
      archives.push(archive);
    }
  } finally {
    if (session.lost() === undefined) await session.run("rollback");
  }
  return archives;
}
