// A proxy before PostgreSQL that sees every protocol message of a run and can end the connection at any of them.

import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** `frontend`: from the runner to the server. */
export type Side = "frontend" | "backend";

export interface Message {
  readonly side: Side;
  /** Counted for each side over all connections of the proxy, from 1. */
  readonly number: number;
  /** The protocol's letter; `startup` for what comes before there are letters. */
  readonly type: string;
  /** The whole message, letter and length included. */
  readonly bytes: Buffer;
  /** The server process that the connection leads to, once it has said so. */
  readonly backendPid: number | undefined;
}

/**
 * `pass`: on with it. `cut`: both connections are reset and the message is gone. `drop`: the message is gone, and
 * both connections are closed as for a process that has died. `mute`: the message arrives, the sender's own
 * connection is reset, and the server is left alone with what it does.
 */
export type Verdict = "pass" | "cut" | "drop" | "mute";

export interface CutProxy extends AsyncDisposable {
  /** The database's URL with the proxy in front. */
  readonly url: string;
  /** Messages seen so far. */
  readonly seen: Readonly<Record<Side, number>>;
  /** Turns new connections away, or lets them in again. */
  refuse(yes: boolean): void;
  /** Ends the server's side of what was muted, as keepalive would after a while. */
  endMuted(): void;
}

const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const HEAD_BYTES = 4;

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  backendPid: number | undefined;
  /** True until the start-up packet has passed: it has no letter before its length. */
  starting: boolean;
}

interface Watching {
  readonly seen: Record<Side, number>;
  readonly judge: (message: Message) => Verdict | Promise<Verdict>;
  readonly muted: Set<Socket>;
}

/** Starts a proxy for the database of this URL. `judge` is asked about every message, in the order of each side. */
export async function startCutProxy(
  databaseUrl: string,
  judge: (message: Message) => Verdict | Promise<Verdict>,
): Promise<CutProxy> {
  const target = new URL(databaseUrl);
  const watching: Watching = { seen: { frontend: 0, backend: 0 }, judge, muted: new Set() };
  const sockets = new Set<Socket>();
  let refusing = false;
  const listener = createServer({ noDelay: true }, (client) => {
    if (refusing) return void client.resetAndDestroy();
    const server = connect({ host: target.hostname, port: Number(target.port), noDelay: true });
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    }
    const pair: Pair = { client, server, backendPid: undefined, starting: true };
    void carry(pair, "frontend", watching);
    void carry(pair, "backend", watching);
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const url = new URL(databaseUrl);
  url.port = String((listener.address() as AddressInfo).port);
  url.searchParams.set("sslmode", "disable");
  const endMuted = (): void => {
    for (const socket of watching.muted) socket.destroy();
  };
  return {
    url: url.href,
    seen: watching.seen,
    refuse: (yes) => void (refusing = yes),
    endMuted,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, "close");
    },
  };
}

/** Carries one direction, message by message, until it ends or is cut. */
async function carry(pair: Pair, side: Side, watching: Watching): Promise<void> {
  const [from, to] = side === "frontend" ? [pair.client, pair.server] : [pair.server, pair.client];
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (
        let size = sizeOf(rest, pair, side);
        size > 0 && size <= rest.length;
        size = sizeOf(rest, pair, side)
      ) {
        const message = rest.subarray(0, size);
        rest = rest.subarray(size);
        if ((await pass(message, pair, { side, watching })) === "over") return;
      }
    }
  } catch {
    // The other end went away: so does this one.
  }
  if (!watching.muted.has(pair.server)) to.end();
}

/** Bytes of the first message in the buffer; 0 where its length has not come yet. */
function sizeOf(buffer: Buffer, { starting }: Pair, side: Side): number {
  const letter = side === "frontend" && starting ? 0 : 1;
  return buffer.length < letter + HEAD_BYTES ? 0 : letter + buffer.readInt32BE(letter);
}

async function pass(
  message: Buffer,
  pair: Pair,
  { side, watching }: { readonly side: Side; readonly watching: Watching },
): Promise<"on" | "over"> {
  const starting = side === "frontend" && pair.starting;
  if (starting) refuseEncryption(message);
  const type = starting ? "startup" : String.fromCharCode(message[0] ?? 0);
  if (starting) pair.starting = false;
  if (side === "backend" && type === "K") pair.backendPid = message.readInt32BE(5);
  watching.seen[side] += 1;
  const number = watching.seen[side];
  const verdict = await watching.judge({ side, number, type, bytes: message, backendPid: pair.backendPid });
  const to = side === "frontend" ? pair.server : pair.client;
  if (verdict === "cut") {
    pair.client.resetAndDestroy();
    pair.server.resetAndDestroy();
    return "over";
  }
  if (verdict === "drop") {
    pair.client.end();
    pair.server.end();
    return "over";
  }
  if (verdict === "mute") watching.muted.add(pair.server);
  if (!to.destroyed && !to.write(message)) await Promise.race([once(to, "drain"), once(to, "close")]);
  if (verdict !== "mute") return "on";
  pair.client.resetAndDestroy();
  return "over";
}

/** The runner is told to go without: a request here is a mistake of the test. */
function refuseEncryption(message: Buffer): void {
  const code = message.length >= 8 ? message.readInt32BE(4) : 0;
  if (code === SSL_REQUEST || code === GSS_REQUEST)
    throw new Error("the proxy does not carry encrypted sessions");
}
