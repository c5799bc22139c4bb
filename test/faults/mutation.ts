// Spoils the text of a migration as disks, editors, merges and haste do; the same seed spoils it the same way.

/** Gives numbers from 0 up to 1. */
export type Random = () => number;

/** A generator whose numbers follow from its seed alone (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const MEGABYTE = 1024 * 1024;

/** Pieces that open something, end something, or mean something to another program. */
const PIECES: readonly string[] = [
  "'",
  '"',
  "$$",
  "$body$",
  "/*",
  "*/",
  "--",
  "(",
  ")",
  ";",
  "\\",
  "E'\\",
  "\0",
  "\r",
  "\r\n",
  "\u2028",
  "\u{1F409}",
  "\nbegin;\n",
  "\ncommit;\n",
  "\nrollback;\n",
  "\nsavepoint a;\n",
  "\nset role none;\n",
  "\ndiscard all;\n",
  "\n\\connect other\n",
  "\n\\.\n",
  "\n\\i file.sql\n",
  "\ncopy accounts from stdin;\n",
  "\nselect 1/0;\n",
  "\n<<<<<<< HEAD\n",
  "\n-- lockkeeper: transaction=none\n",
  "\n-- lockkeeper: nonsense=1\n",
  "\nvacuum;\n",
];

type Spoil = (bytes: Buffer, random: Random) => Buffer;

const below = (random: Random, bound: number): number => Math.floor(random() * bound);

function insert(bytes: Buffer, at: number, piece: string | Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(piece as string), bytes.subarray(at)]);
}

const SPOILS: readonly Spoil[] = [
  // Cut off.
  (bytes, random) => bytes.subarray(0, below(random, bytes.length + 1)),
  // One bit is another.
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    const at = below(random, bytes.length);
    if (copy.length > 0) copy[at] = (copy[at] ?? 0) ^ (1 << below(random, 8));
    return copy;
  },
  // Something stands where it should not.
  (bytes, random) =>
    insert(bytes, below(random, bytes.length + 1), PIECES[below(random, PIECES.length)] ?? ""),
  (bytes, random) =>
    insert(bytes, below(random, bytes.length + 1), PIECES[below(random, PIECES.length)] ?? ""),
  // A part is missing, or there twice.
  (bytes, random) => {
    const from = below(random, bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + below(random, 40))]);
  },
  (bytes, random) => {
    const from = below(random, bytes.length + 1);
    return insert(bytes, from, bytes.subarray(from, from + below(random, 200)));
  },
  // Lines of other systems.
  (bytes, random) =>
    Buffer.from(
      bytes.toString("latin1").replaceAll("\n", () => (random() < 0.5 ? "\r\n" : "\n")),
      "latin1",
    ),
  (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  (bytes) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString(), "utf16le")]),
  // A very long line, as code, as a comment, as a string.
  (bytes, random) => {
    const long = "x".repeat(MEGABYTE);
    const lines = [` ${long} `, `\n-- ${long}\n`, ` '${long}' `];
    return insert(bytes, below(random, bytes.length + 1), lines[below(random, lines.length)] ?? "");
  },
];

/** The text, spoiled one to three times. */
export function spoiled(text: string, random: Random): Buffer {
  let bytes = Buffer.from(text);
  for (let times = 1 + below(random, 3); times > 0; times--) {
    const spoil = SPOILS[below(random, SPOILS.length)];
    if (spoil) bytes = Buffer.from(spoil(bytes, random));
  }
  return bytes;
}
