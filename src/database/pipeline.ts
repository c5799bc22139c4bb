// Many statements in one go: sent together, run in order, and stopped by the server at the first error.

import type { Client, Connection, DatabaseError } from "pg";

import { serialize } from "pg-protocol";

import { rowOf, wireOf } from "./driver.ts";

export interface PipelineRequest {
  readonly text: string;
  readonly values?: readonly (string | number | undefined)[];
  /** Name of a statement that is parsed once for the session and reused. The text must always be the same. */
  readonly prepareAs?: string;
}

/** How far a pipeline came. The requests before `completed` ran; the one at that number met the error. */
export interface PipelineResult {
  readonly completed: number;
  readonly error?: DatabaseError;
}

/** Told of each request that ran: its number, and the values of its last row as text. */
export type OnCompleted = (index: number, row: readonly (string | null)[]) => void;

/** What the driver calls on a query of one's own. */
interface Submittable {
  submit(connection: Connection): void;
  handleCommandComplete(): void;
  handleEmptyQuery(): void;
  handleRowDescription(): void;
  handleDataRow(message: unknown): void;
  handleError(error: DatabaseError | Error): void;
  handleReadyForQuery(): void;
}

/**
 * Sends all requests by the extended protocol with one Sync at the end: one round trip, and after an error the
 * server passes over everything that follows. `onCompleted` is called for each request that ran.
 */
export function runPipeline(
  client: Client,
  requests: readonly PipelineRequest[],
  { prepared, onCompleted }: { readonly prepared: Set<string>; readonly onCompleted: OnCompleted },
): Promise<PipelineResult> {
  return new Promise((resolve, reject) => {
    let completed = 0;
    let row: readonly (string | null)[] = [];
    const complete = (): void => {
      onCompleted(completed++, row);
      row = [];
    };
    const query: Submittable = {
      submit: (connection) => submit(connection, requests, prepared),
      handleCommandComplete: complete,
      handleEmptyQuery: complete,
      handleRowDescription: () => undefined,
      handleDataRow: (message) => {
        row = rowOf(message);
      },
      handleError: (error) => ("severity" in error ? resolve({ completed, error }) : reject(error)),
      handleReadyForQuery: () => resolve({ completed }),
    };
    client.query(query);
  });
}

/** One buffer for all messages: thousands of small writes would cost more than the statements. */
function submit(connection: Connection, requests: readonly PipelineRequest[], prepared: Set<string>): void {
  const messages: Buffer[] = [];
  for (const { text, values = [], prepareAs: name = "" } of requests) {
    // Closing a name that is not there is no error; parsing one that is there would be.
    if (name !== "" && !prepared.has(name)) messages.push(serialize.close({ type: "S", name }));
    if (name === "" || !prepared.has(name)) messages.push(serialize.parse({ name, text, types: [] }));
    if (name !== "") prepared.add(name);
    messages.push(serialize.bind({ statement: name, values: values.map(asText) }), serialize.execute({}));
  }
  messages.push(serialize.sync());
  wireOf(connection).stream.write(Buffer.concat(messages));
}

const asText = (value: string | number | undefined): string | null =>
  value === undefined ? null : String(value);
