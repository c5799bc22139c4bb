// Many statements in one go: sent together, run in order, and stopped by the server at the first error.

import type { Client, Connection, DatabaseError } from "pg";

import { pipelineWireOf, rowOf } from "./driver.ts";

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

function submit(connection: Connection, requests: readonly PipelineRequest[], prepared: Set<string>): void {
  const wire = pipelineWireOf(connection);
  wire.stream.cork();
  try {
    for (const { text, values = [], prepareAs: name = "" } of requests) {
      // Closing a name that is not there is no error; parsing one that is there would be.
      if (name !== "" && !prepared.has(name)) wire.close({ type: "S", name });
      if (name === "" || !prepared.has(name)) wire.parse({ name, text, types: [] });
      if (name !== "") prepared.add(name);
      wire.bind({ portal: "", statement: name, values: values.map(asText), binary: false });
      wire.execute({ portal: "", rows: 0 });
    }
    wire.sync();
  } finally {
    wire.stream.uncork();
  }
}

const asText = (value: string | number | undefined): string | null =>
  value === undefined ? null : String(value);
