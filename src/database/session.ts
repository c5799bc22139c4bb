// A session: one connection to one database, which says in our own words what became of what it was asked.

import { Readable } from "node:stream";
import { pipeline as pour } from "node:stream/promises";

import type { Client, DatabaseError, QueryResult, QueryResultRow } from "pg";

import { Failure } from "../core/failure.ts";
import { cancel } from "./cancel.ts";
import { runPipeline, type OnCompleted, type PipelineRequest } from "./pipeline.ts";
import { SQLSTATE, type StatementError } from "./sqlstate.ts";
import { keyOf, memberOf, statementErrorFrom, wireOf } from "./driver.ts";
import type { Wire } from "./driver.ts";

/** What the server remarks on the way, such as the NOTICE of IF NOT EXISTS. */
export interface Notice {
  /** NOTICE, WARNING, INFO …, in the server's language. */
  readonly severity: string;
  readonly sqlstate: string;
  readonly message: string;
}

export interface Column {
  readonly name: string;
  /** `boolean`, or the number of another type in the server's catalog. */
  readonly type: string;
  /** What stands in parentheses behind the type, as the catalogs write it; -1 for nothing. */
  readonly modifier: number;
}

/** What one statement answered. Dates and times are text as the server writes it, as are int8 and numeric. */
export interface StatementResult {
  /** The command tag, such as `CREATE INDEX` or `INSERT 0 5`. */
  readonly tag: string;
  readonly rowCount: number;
  readonly columns: readonly Column[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** `failed`: the open transaction met an error, and the server takes nothing but its end. */
export type TransactionState = "none" | "open" | "failed";

export type CopyData = string | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/**
 * One session, for one user at a time. Every method throws StatementError for what the server refuses and
 * Failure `connection-lost` once the connection is gone. Leaving its scope closes it.
 */
export interface Session extends AsyncDisposable {
  /** The server process as it named itself at the start; a pooler tells a number of its own. */
  readonly backendPid: number;
  /** As `server_version_num` has it: 180004 is 18.4. 0 where the server did not tell. */
  readonly serverVersion: number;
  /** One statement with its values by the extended protocol. Dates and times come as text. */
  query<Row extends object = Readonly<Record<string, unknown>>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<readonly Row[]>;
  /** One message of the simple protocol, which may hold several statements: one result for each. */
  run(text: string): Promise<readonly StatementResult[]>;
  /**
   * Sends many statements at once and tells how far they came. An error is part of the answer here, with its
   * position in the text of the request that met it; throws only when the connection is gone.
   */
  pipeline(requests: readonly PipelineRequest[], onCompleted?: OnCompleted): Promise<PipelineOutcome>;
  /** Runs COPY … FROM STDIN with this data and gives the number of rows. */
  copyIn(statement: string, data: CopyData): Promise<number>;
  /** Where the transaction stands, by the server's last word. */
  transaction(): TransactionState;
  /** The failure that ended the connection; undefined while it stands. */
  lost(): Failure | undefined;
  /** Asks the server to give up the running statement, which then throws. Never throws itself. */
  cancel(): Promise<void>;
  /** Ends the session: politely, but in at most 5 s. */
  close(): Promise<void>;
}

export interface PipelineOutcome {
  /** How many requests ran; the next one met the error. */
  readonly completed: number;
  readonly error?: StatementError;
}

const CLOSE_TIMEOUT_MS = 5_000;
const COPY_CHUNK_CHARACTERS = 64 * 1024;
const TYPE_BOOLEAN = 16;

export interface SessionListeners {
  readonly onNotice?: (notice: Notice) => void;
  /** Called once, when the connection goes and it was not us who closed it. */
  readonly onLost?: (failure: Failure) => void;
}

interface Connected {
  readonly client: Client;
  readonly serverVersion: number;
  readonly shown: string;
}

/** The session over a driver's client that has connected. */
export function sessionOver(connected: Connected, listeners: SessionListeners): Session {
  const { client, serverVersion } = connected;
  const connection = watchConnection(connected, listeners);
  const close = (): Promise<void> => closeClient(client);
  const prepared = new Set<string>();
  return {
    backendPid: keyOf(client).processID ?? 0,
    serverVersion,
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) => {
      const send = (): Promise<QueryResult<Row & QueryResultRow>> => client.query(text, [...values]);
      return (await connection.guard(send)).rows;
    },
    pipeline: (requests, onCompleted = () => undefined) =>
      connection.guard(() => pipeline(client, requests, { prepared, onCompleted })),
    run: (text) => connection.guard(() => runText(client, text)),
    copyIn: (statement, data) => connection.guard(() => copyIn(client, statement, data)),
    transaction: () => transactionOf(client),
    lost: connection.lost,
    cancel: () => cancel(client),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Told apart: a connection that broke is worth another try, a session that somebody ended is not. */
function lossOf(cause: unknown, shown: string): Failure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const again = "it looks at what was done and goes on from there.";
  if (isServerError(cause) && cause.code === SQLSTATE.adminShutdown) {
    return new Failure("session-ended", `The session on ${shown} was ended from outside: ${reason}.`, {
      hint: `Find out who ended it (lockkeeper lock release, a restart), then run the same command again: ${again}`,
      cause,
    });
  }
  return new Failure("connection-lost", `The connection to ${shown} was lost: ${reason}.`, {
    hint: `Run the same command again: ${again}`,
    cause,
  });
}

interface WatchedConnection {
  readonly lost: () => Failure | undefined;
  /** Does something with the driver and turns what it throws into our own words. */
  readonly guard: <T>(work: () => Promise<T>) => Promise<T>;
}

function watchConnection({ client, shown }: Connected, listeners: SessionListeners): WatchedConnection {
  let lost: Failure | undefined;
  const lose = (cause: unknown): Failure => {
    if (lost === undefined) {
      lost = lossOf(cause, shown);
      listeners.onLost?.(lost);
    }
    return lost;
  };
  client.on("error", lose);
  client.on("notice", (notice) => {
    const { severity = "", code: sqlstate = "", message = "" } = notice;
    listeners.onNotice?.({ severity, sqlstate, message });
  });
  const settled = watchErrors(wireOf(client.connection));
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    if (lost !== undefined) throw lost;
    try {
      const result = await work();
      // A pipeline gives its error without throwing; what the caller asks next depends on where it left us.
      await settled();
      return result;
    } catch (error) {
      await settled();
      if (isServerError(error)) throw statementErrorFrom(error) ?? lose(error);
      throw isDriverGone(error) ? lose(error) : (lost ?? error);
    }
  };
  return { lost: () => lost, guard };
}

/**
 * The driver throws at the server's error; only after it the server says where the transaction stands. Gives
 * what waits for that word, or for the end of the connection.
 */
function watchErrors(wire: Wire): () => Promise<void> {
  let waiting: PromiseWithResolvers<void> | undefined;
  const settle = (): void => {
    waiting?.resolve();
    waiting = undefined;
  };
  wire.on("errorMessage", () => (waiting ??= Promise.withResolvers()));
  for (const event of ["readyForQuery", "end", "error"]) wire.on(event, settle);
  return async () => await waiting?.promise;
}

const isServerError = (error: unknown): error is DatabaseError =>
  error instanceof Error && "severity" in error && "routine" in error;

/** The driver's own words for a connection that is gone; it has no code for them. */
const isDriverGone = (error: unknown): boolean =>
  error instanceof Error &&
  /^Connection terminated|^Client (?:was closed|has encountered)|premature close/i.test(error.message);

async function pipeline(
  client: Client,
  requests: readonly PipelineRequest[],
  options: Parameters<typeof runPipeline>[2],
): Promise<PipelineOutcome> {
  const { completed, error } = await runPipeline(client, requests, options);
  if (error === undefined) return { completed };
  // What was to be prepared after the error was not; preparing once more does no harm.
  options.prepared.clear();
  const said = statementErrorFrom(error);
  if (said === undefined) throw error;
  return { completed, error: said };
}

async function runText(client: Client, text: string): Promise<readonly StatementResult[]> {
  const tags: string[] = [];
  const note = (message: unknown): void => void tags.push(memberOf(message, "text"));
  const wire = wireOf(client.connection);
  wire.on("commandComplete", note);
  try {
    // The driver gives one result for one statement and a list for several; its types know only the first.
    const answer: QueryResult | QueryResult[] = await client.query(text);
    const results = [answer].flat().filter((result) => result.command !== null);
    return results.map((result, index) => resultFrom(result, tags[index] ?? result.command));
  } finally {
    wire.off("commandComplete", note);
  }
}

function resultFrom(result: QueryResult, tag: string): StatementResult {
  return {
    tag,
    rowCount: result.rowCount ?? 0,
    columns: result.fields.map(({ name, dataTypeID, dataTypeModifier: modifier }) => ({
      name,
      modifier,
      type: dataTypeID === TYPE_BOOLEAN ? "boolean" : String(dataTypeID),
    })),
    rows: result.rows,
  };
}

async function copyIn(client: Client, statement: string, data: CopyData): Promise<number> {
  const { from } = await import("pg-copy-streams");
  const target = client.query(from(statement));
  await pour(Readable.from(typeof data === "string" ? piecesOf(data) : data, { objectMode: false }), target);
  return target.rowCount;
}

/** A long text in pieces that do not cut a character in two. */
function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    let end = Math.min(text.length, start + COPY_CHUNK_CHARACTERS);
    if (end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end += 1;
    yield text.slice(start, end);
    start = end;
  }
}

function transactionOf(client: Client): TransactionState {
  const status = client.getTransactionStatus();
  return status === "T" ? "open" : status === "E" ? "failed" : "none";
}

/** Says goodbye and goes: to wait until the server hangs up would be one more round trip. */
async function closeClient(client: Client): Promise<void> {
  const { stream } = wireOf(client.connection);
  const timer = setTimeout(() => stream.destroy(), CLOSE_TIMEOUT_MS).unref();
  const said = new Promise((resolve) => void stream.once("finish", resolve));
  const gone = client.end().finally(() => clearTimeout(timer));
  await Promise.race([said, gone]);
  stream.unref?.();
}
