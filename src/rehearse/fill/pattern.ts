// Templates for the texts that a regular expression or a LIKE pattern lets through, where it is of the simple kind.

import { DIGITS, fixed, LOWER, LOWER_AND_DIGITS, places, UPPER, type Template } from "./template.ts";

/** Bounds of what is made from one pattern, and from one repetition in it. */
const TEMPLATES_MAX = 6;
const PLACES_MAX = 400;
const ROOMY_REPEATS = 6;
/** Digits where anything may stand: as many as it takes to count the rows. */
const COUNTER = 7;

const PUNCTUATION = "-_.,:;!?/+*#@%&()[]{}<>=~^$|'\"`\\";
const NAMED: Readonly<Record<string, string>> = {
  ...{ alpha: LOWER + UPPER, digit: DIGITS, alnum: LOWER_AND_DIGITS + UPPER, lower: LOWER, upper: UPPER },
  ...{ xdigit: `${DIGITS}abcdef`, space: " ", blank: " ", punct: PUNCTUATION, word: `${LOWER_AND_DIGITS}_` },
};
const ESCAPED: Readonly<Record<string, string>> = {
  ...{
    d: DIGITS,
    w: LOWER_AND_DIGITS,
    s: " ",
    D: LOWER,
    W: "-",
    S: LOWER_AND_DIGITS,
    t: "\t",
    n: "\n",
    r: "\r",
  },
};
/** Escapes that stand for a place between characters. */
const PLACELESS = "AZmMyYbB";
const EVERYTHING = LOWER_AND_DIGITS + UPPER + PUNCTUATION;

/** What may stand before an expression and says how to read it. */
const OPTIONS = /^(?:\*{3}[:=])?(?:\(\?[a-z]+\))?/;

/** How often something repeats: as rarely as it may, or often enough to count with. */
type Repeats = "few" | "many";

/** Where a pattern is read, and what is still to come. */
interface Reader {
  readonly pattern: string;
  at: number;
  readonly repeats: Repeats;
}

/** Texts that match a regular expression: the shortest ones, and longer ones with room for many. May be wrong. */
export function matchesOf(pattern: string): readonly Template[] {
  if (!/[\\^$.*+?()[\]{}|]/.test(pattern)) return [];
  const ends = pattern.endsWith("$") ? [[]] : [[], places(DIGITS, COUNTER)];
  const plain = pattern.replace(OPTIONS, "");
  const bodies = (["many", "few"] as const).flatMap((repeats) =>
    readAlternatives({ pattern: plain, at: 0, repeats }),
  );
  return ends.flatMap((end) => bodies.map((body) => [...body, ...end])).slice(0, 4 * TEMPLATES_MAX);
}

/** Texts that match a LIKE pattern. */
export function likesOf(pattern: string): readonly Template[] {
  if (!/[%_]/.test(pattern)) return [];
  const read = (anything: Template): Template =>
    [...pattern.matchAll(/\\(.)|(.)/gsu)].flatMap(([, escaped, plain = ""]) => {
      if (escaped !== undefined) return fixed(escaped);
      return plain === "%" ? anything : plain === "_" ? [LOWER] : fixed(plain);
    });
  return [read(places(DIGITS, COUNTER)), read([])];
}

function readAlternatives(reader: Reader): readonly Template[] {
  const alternatives: Template[] = [];
  // Each turn reads at least one character of the pattern.
  for (let more = true; more;) {
    alternatives.push(...readSequence(reader));
    more = reader.pattern[reader.at] === "|";
    if (more) reader.at += 1;
  }
  return alternatives.slice(0, TEMPLATES_MAX);
}

/** Reads up to `|`, `)` or the end. */
function readSequence(reader: Reader): readonly Template[] {
  let made: readonly Template[] = [[]];
  while (reader.at < reader.pattern.length && !/[|)]/.test(reader.pattern[reader.at] ?? "")) {
    const atoms = readAtom(reader);
    const count = readCount(reader);
    made = made
      .flatMap((before) =>
        atoms.map((atom) => [...before, ...Array.from({ length: count }, () => atom).flat()]),
      )
      .filter((template) => template.length <= PLACES_MAX)
      .slice(0, TEMPLATES_MAX);
  }
  return made;
}

function readAtom(reader: Reader): readonly Template[] {
  const character = reader.pattern[reader.at] ?? "";
  reader.at += 1;
  switch (character) {
    case "(":
      return readGroup(reader);
    case "[":
      return [[readBracket(reader)]];
    case ".":
      return [[LOWER_AND_DIGITS]];
    case "^":
    case "$":
      return [[]];
    case "\\": {
      const escaped = reader.pattern[reader.at] ?? "";
      reader.at += 1;
      return [PLACELESS.includes(escaped) ? [] : [ESCAPED[escaped] ?? escaped]];
    }
    default:
      return [[character]];
  }
}

/** A group without its parentheses. What it only looks at from outside is left out. */
function readGroup(reader: Reader): readonly Template[] {
  const [opening = ""] = /^\?(?::|<?[=!])?/.exec(reader.pattern.slice(reader.at)) ?? [];
  reader.at += opening.length;
  const inside = readAlternatives(reader);
  reader.at += 1;
  return /[=!]/.test(opening) ? [[]] : inside;
}

/** The characters between brackets. */
function readBracket(reader: Reader): string {
  const rest = reader.pattern.slice(reader.at);
  const [whole, negation = "", inside = ""] = /^(\^?)(\]?(?:\[[:.=].*?[:.=]\]|\\.|[^\]])*)\]?/s.exec(
    rest,
  ) ?? [""];
  reader.at += whole.length;
  const characters = [...inside.matchAll(/\[:(\w+):\]|(\\.|[^\\])(?:-(\\.|[^\\]))?/gsu)]
    .map(([, name, from = "", to]) => (name === undefined ? rangeOf(from, to) : (NAMED[name] ?? "")))
    .join("");
  if (negation === "") return characters === "" ? LOWER : characters;
  return [...EVERYTHING].filter((character) => !characters.includes(character)).join("") || LOWER;
}

/** From one character to another; of the large ranges only what is printable ASCII. */
function rangeOf(from: string, to: string | undefined): string {
  const plain = (text: string): string => text.replace(/^\\/, "");
  if (to === undefined) return /^\\[dwsDWS]$/.test(from) ? (ESCAPED[plain(from)] ?? "") : plain(from);
  const first = plain(from).codePointAt(0) ?? 0;
  const last = Math.min(plain(to).codePointAt(0) ?? 0, Math.max(first, 0x7e));
  return Array.from({ length: last - first + 1 }, (_, place) => String.fromCodePoint(first + place)).join("");
}

/** How often what was just read is repeated. */
function readCount(reader: Reader): number {
  const rest = reader.pattern.slice(reader.at);
  const [whole = "", sign = "", from, comma, to] = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(rest) ?? [];
  reader.at += whole.length;
  if (whole === "") return 1;
  const least = from === undefined ? (sign === "+" ? 1 : 0) : Number(from);
  const most =
    from === undefined ? (sign === "?" ? 1 : Infinity) : comma === "" ? least : Number(to || Infinity);
  return reader.repeats === "few" ? least : Math.min(most, Math.max(least, ROOMY_REPEATS));
}
