// A TCP proxy, in a process of its own, that makes a local server as far away as a given round trip.

import { fork } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { messageReader, type MessageCounts } from "./frontend-messages.ts";

/** What went through since the last reset. */
export interface Traffic {
  readonly connections: number;
  /** How often the client sent after it had been answered: what each costs is one round trip. */
  readonly turns: number;
  readonly messages: MessageCounts;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** A running proxy. */
export interface DelayProxy extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  /** What went through since the last call; counts from zero again. */
  readonly take: () => Promise<Traffic>;
}

/** Where to, and how far: half of `roundTripMs` is added in each direction. */
export interface Distance {
  readonly host: string;
  readonly port: number;
  readonly roundTripMs: number;
}

/** Timers are good to a millisecond, so the last stretch before a chunk is due is spent turning the loop. */
const SPIN_MS = 1.5;
const EXIT_MAX_MS = 5000;
/** The message that a client leaves with; nobody answers it. */
const GOODBYE = "X";

/** Starts a proxy process. */
export async function startDelayProxy({ host, port, roundTripMs }: Distance): Promise<DelayProxy> {
  const child = fork(import.meta.filename, [host, String(port), String(roundTripMs)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const next = async <T>(): Promise<T> => ((await once(child, "message")) as [T])[0];
  const ready = await next<{ port: number }>();
  return {
    port: ready.port,
    pid: child.pid ?? 0,
    take: () => {
      const answer = next<Traffic>();
      child.send("take");
      return answer;
    },
    [Symbol.asyncDispose]: async () => {
      const gone = once(child, "exit", { signal: AbortSignal.timeout(EXIT_MAX_MS) });
      child.kill();
      await gone;
    },
  };
}

interface Due {
  readonly at: number;
  readonly act: () => void;
}

/**
 * Calls what is handed to it `delayMs` later, in order. Each has its own due time: many that come at once
 * also leave at once, as on a long line, and not one after the other, as on a narrow one.
 */
function delayLine(delayMs: number): (act: () => void) => void {
  if (delayMs === 0) return (act) => act();
  const line: Due[] = [];
  const turn = (): void => {
    let first = line[0];
    while (first !== undefined && first.at <= performance.now()) {
      line.shift();
      first.act();
      first = line[0];
    }
    if (first === undefined) return;
    const rest = first.at - performance.now();
    if (rest > SPIN_MS + 1) setTimeout(turn, rest - SPIN_MS);
    else setImmediate(turn);
  };
  return (act) => {
    line.push({ at: performance.now() + delayMs, act });
    if (line.length === 1) turn();
  };
}

interface Counter {
  connections: number;
  turns: number;
  messages: Record<string, number>;
  bytesSent: number;
  bytesReceived: number;
}

const emptyCounter = (): Counter => ({
  connections: 0,
  turns: 0,
  messages: {},
  bytesSent: 0,
  bytesReceived: 0,
});

interface Line {
  readonly delayMs: number;
  /** Asked for at each event, since a reset makes a new one. */
  readonly counter: () => Counter;
}

function join(client: Socket, server: Socket, { delayMs, counter }: Line): void {
  client.setNoDelay(true);
  server.setNoDelay(true);
  counter().connections += 1;
  let asks = false;
  const read = messageReader((name) => {
    counter().messages[name] = (counter().messages[name] ?? 0) + 1;
    asks ||= name !== GOODBYE;
  });
  // A client that has been answered and asks again has waited for the answer: that was one turn.
  let isAnswered = true;
  const [toServer, toClient] = [delayLine(delayMs), delayLine(delayMs)];
  client.on("data", (chunk: Buffer) => {
    counter().bytesSent += chunk.length;
    asks = false;
    read(chunk);
    if (isAnswered && asks) counter().turns += 1;
    isAnswered = false;
    toServer(() => server.write(chunk));
  });
  server.on("data", (chunk: Buffer) => {
    counter().bytesReceived += chunk.length;
    toClient(() => {
      isAnswered = true;
      client.write(chunk);
    });
  });
  client.on("end", () => toServer(() => server.end()));
  server.on("end", () => toClient(() => client.end()));
  client.on("error", () => server.destroy());
  server.on("error", () => client.destroy());
}

async function serve(host: string, port: number, delayMs: number): Promise<void> {
  let counter = emptyCounter();
  const proxy = createServer({ allowHalfOpen: true }, (client) => {
    join(client, connect({ host, port, allowHalfOpen: true }), { delayMs, counter: () => counter });
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  process.on("message", () => {
    process.send?.(counter);
    counter = emptyCounter();
  });
  process.on("disconnect", () => process.exit());
  const address = proxy.address();
  process.send?.({ port: typeof address === "object" ? address?.port : 0 });
}

if (import.meta.main) {
  const [host = "127.0.0.1", port = "5432", roundTripMs = "0"] = process.argv.slice(2);
  await serve(host, Number(port), Number(roundTripMs) / 2);
}
