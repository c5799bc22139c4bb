// What is known of the database that a backup is taken of.

import { isStatementError, type Session } from "../database/database.ts";

export interface Source {
  readonly database: string;
  /** The server's own number; absent where the role may not ask. */
  readonly system?: string;
  readonly serverVersion: number;
  readonly standby: boolean;
}

/** Reads it. */
export async function readSource(session: Session): Promise<Source> {
  const [row] = await session.query<{ readonly database: string; readonly standby: boolean }>(
    "select pg_catalog.current_database() as database, pg_catalog.pg_is_in_recovery() as standby",
  );
  const system = await session
    .query<{ readonly system: string }>(
      "select system_identifier::text as system from pg_catalog.pg_control_system()",
    )
    .catch((error: unknown) => {
      if (isStatementError(error)) return [];
      throw error;
    });
  return {
    database: row?.database ?? "",
    serverVersion: session.serverVersion,
    standby: row?.standby ?? false,
    ...(system[0] === undefined ? {} : { system: system[0].system }),
  };
}
