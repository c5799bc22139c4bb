// What we use of the driver `pg` beyond what its types show. The only casts of this room are here.

import type { EventEmitter } from "node:events";
import type { Duplex } from "node:stream";

import type { Client, Connection, DatabaseError } from "pg";

import { endsSession, StatementError } from "./sqlstate.ts";
import type { StatementErrorDetails } from "./sqlstate.ts";

/** The driver's protocol layer. */
export interface Wire extends EventEmitter {
  readonly stream: Duplex & { unref?: () => void };
  /** A port and a host, or the path of a socket. */
  connect(port: number | string, host?: string): void;
  requestSsl(): void;
  cancel(processId: number, secretKey: number): void;
}

/** The key by which a session can be cancelled from outside: the server hands it out at the start. */
export interface SessionKey {
  readonly processID: number | null;
  readonly secretKey: number | null;
}

/** The protocol layer of a connection. */
export const wireOf = (connection: Connection): Wire => connection as unknown as Wire;

/** The session's key; both parts null before the session is up. */
export const keyOf = (client: Client): SessionKey => client as unknown as SessionKey;

/** A text member of a protocol message, such as `parameterValue`. */
export function memberOf(message: unknown, name: string): string {
  const value = (message as Readonly<Record<string, unknown>>)[name];
  return typeof value === "string" ? value : "";
}

/** The values of a DataRow message, as text. */
export const rowOf = (message: unknown): readonly (string | null)[] =>
  (message as { readonly fields: readonly (string | null)[] }).fields;

/** The server's error as ours; undefined where it means the end of the session. */
export function statementErrorFrom(error: DatabaseError): StatementError | undefined {
  const sqlstate = error.code ?? "";
  if (endsSession(sqlstate)) return undefined;
  const details: Record<keyof StatementErrorDetails, string | number | undefined> = {
    sqlstate,
    detail: error.detail,
    hint: error.hint,
    position: error.position === undefined ? undefined : Number(error.position),
    internalPosition: error.internalPosition === undefined ? undefined : Number(error.internalPosition),
    internalQuery: error.internalQuery,
    where: error.where,
    schema: error.schema,
    table: error.table,
    column: error.column,
    constraint: error.constraint,
  };
  const given = Object.entries(details).filter(([, value]) => value !== undefined);
  return new StatementError(error.message, Object.fromEntries(given) as unknown as StatementErrorDetails);
}
