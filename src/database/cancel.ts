// Asks the server to give up what a session is doing, over a second connection as the protocol wants it.

import type { Client } from "pg";

import { keyOf, wireOf } from "./driver.ts";

const CANCEL_TIMEOUT_MS = 5_000;

/**
 * Sends a cancel request and waits until the server has taken it or 5 s have passed. Needs no password: the
 * session's key proves the right. Never throws: a request that cannot be sent changes nothing.
 */
export async function cancel(client: Client): Promise<void> {
  const { processID, secretKey } = keyOf(client);
  if (processID === null || secretKey === null) return;
  const { Connection } = await import("pg");
  const wire = wireOf(new Connection({ ssl: client.ssl }));
  await new Promise<void>((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      wire.stream.destroy();
      resolve();
    };
    const timer = setTimeout(finish, CANCEL_TIMEOUT_MS);
    wire.on("error", finish);
    wire.on("end", finish);
    wire.on("connect", () => (client.ssl ? wire.requestSsl() : wire.cancel(processID, secretKey)));
    wire.on("sslconnect", () => wire.cancel(processID, secretKey));
    if (client.host.startsWith("/")) wire.connect(`${client.host}/.s.PGSQL.${client.port}`);
    else wire.connect(client.port, client.host);
  });
}
