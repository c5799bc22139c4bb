// Counts the messages that a PostgreSQL client sends, from the bytes as they come.

/** How many of each message, by its letter in the protocol; `startup` and `ssl-request` have none. */
export type MessageCounts = Readonly<Record<string, number>>;

const LENGTH_BYTES = 4;
const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;

/** Reads one connection. Give it every chunk that the client sends; it calls `seen` for each message. */
export function messageReader(seen: (name: string) => void): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  let skip = 0;
  let isStarted = false;
  return (chunk) => {
    const jump = Math.min(skip, chunk.length);
    skip -= jump;
    pending = Buffer.concat([pending, chunk.subarray(jump)]);
    // Bound: each turn takes a message of at least four bytes off `pending`.
    for (;;) {
      const header = isStarted ? LENGTH_BYTES + 1 : LENGTH_BYTES * 2;
      if (pending.length < header) return;
      const name = isStarted
        ? String.fromCodePoint(pending[0] ?? 0)
        : startName(pending.readInt32BE(LENGTH_BYTES));
      const length =
        pending.readInt32BE(header - LENGTH_BYTES - (isStarted ? 0 : LENGTH_BYTES)) + (isStarted ? 1 : 0);
      seen(name);
      isStarted ||= name === "startup";
      skip = Math.max(0, length - pending.length);
      pending = pending.subarray(Math.min(length, pending.length));
    }
  };
}

function startName(code: number): string {
  if (code === SSL_REQUEST) return "ssl-request";
  return code === GSS_REQUEST ? "gss-request" : "startup";
}
