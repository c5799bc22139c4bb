// The kind `restore-point`: a name in the write-ahead log, to which the server's own archive can bring it back.

import { Failure } from "../../core/failure.ts";
import type { Session } from "../../database/database.ts";
import type { Taken, Taking } from "../kind.ts";

const ARCHIVER = `
select pg_catalog.current_setting('archive_mode') as mode, s.failed_count::int as failures,
  pg_catalog.concat(pg_catalog.current_setting('archive_command'),
    pg_catalog.current_setting('archive_library', true)) as way,
  coalesce(s.last_failed_time > coalesce(s.last_archived_time, '-infinity'), false) as failing,
  s.last_archived_wal as archived
from pg_catalog.pg_stat_archiver as s`;

interface Archiver {
  readonly mode: string;
  /** The command or the library that archives; empty where there is none. */
  readonly way: string;
  readonly failures: number;
  readonly failing: boolean;
  readonly archived: string | null;
}

/** How long the archiver may take for one segment. */
const ARCHIVED_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 200;

/**
 * Sets the name, and waits until the archive has it: a point that is nowhere but on the server is lost with it.
 * Throws Failure `server-refused` where there is no archive, or where it does not work.
 */
export async function takeRestorePoint({ world, session, id, signal }: Taking): Promise<Taken> {
  const name = `lockkeeper_${id}`;
  refuseUnhealthy(await readArchiver(session));
  const [made] = await session.query<{ readonly lsn: string; readonly wal: string }>(
    `select lsn::text as lsn, pg_catalog.pg_walfile_name(lsn) as wal
    from pg_catalog.pg_create_restore_point($1) as lsn`,
    [name],
  );
  await session.query("select pg_catalog.pg_switch_wal()");
  const untilMs = world.clock.monotonicMs() + ARCHIVED_WITHIN_MS;
  // Bound: two minutes.
  while (world.clock.monotonicMs() < untilMs && !signal.aborted) {
    const archiver = await readArchiver(session);
    refuseUnhealthy(archiver);
    // Names of segments of one timeline are in the order of time.
    if (archiver.archived !== null && archiver.archived >= (made?.wal ?? "")) {
      return { place: name, lsn: made?.lsn ?? "" };
    }
    await world.clock.sleep(LOOK_EVERY_MS, signal);
  }
  if (signal.aborted) throw new Failure("interrupted", "Interrupted while waiting for the archive.");
  throw new Failure(
    "server-refused",
    `The archive did not get ${made?.wal ?? "the segment"} within 2 minutes.`,
    {
      hint: "Look at archive_command and at pg_stat_archiver, then take the backup again.",
    },
  );
}

async function readArchiver(session: Session): Promise<Archiver> {
  const [row] = await session.query<Archiver>(ARCHIVER);
  return row ?? { mode: "off", way: "", failures: 0, failing: false, archived: null };
}

function refuseUnhealthy({ mode, way, failing, failures }: Archiver): void {
  if (mode === "off") {
    throw new Failure("server-refused", "This server archives nothing: archive_mode is off.", {
      hint: "A restore point is worth nothing without an archive. Set archive_mode and archive_command, or use pg_dump.",
    });
  }
  if (way === "") {
    throw new Failure(
      "server-refused",
      "archive_mode is on, and there is no archive_command: nothing is archived.",
      {
        hint: "Set archive_command or archive_library and reload the server, or use pg_dump.",
      },
    );
  }
  if (!failing) return;
  throw new Failure("server-refused", `The archiver fails (${failures} times so far).`, {
    hint: "See the server's log and pg_stat_archiver. Until it works again there is no way back to a restore point.",
  });
}
