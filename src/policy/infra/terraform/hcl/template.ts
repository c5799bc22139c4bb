// Text in quotes and heredocs, with what is put in by `${…}` and steered by `%{…}`.

import {
  broken,
  fail,
  isAtEnd,
  skip,
  startsWith,
  take,
  takeSign,
  takeWord,
  within,
  type Reader,
} from "./reader.ts";
import type { Expression } from "./tree.ts";

/** Reads an expression; handed in, because an expression can be text again. */
type ReadExpression = (reader: Reader) => Expression;

interface Parts {
  readonly found: Expression[];
  readonly names: string[];
  /** The directives that are open: `if` or `for`. */
  readonly open: string[];
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };
const PLAIN_QUOTED = /(?:[^"\\$%\n]|\$(?!\$?\{)|%(?!%?\{))+/y;
const PLAIN_HEREDOC = /(?:[^$%\n]|\$(?!\$?\{)|%(?!%?\{))+/y;
const ESCAPED_OPENING = /\$\$\{|%%\{/y;
const HEREDOC = /<<(-?)([\p{L}_][\p{L}\p{N}_-]*)\r?\n/uy;

/** Reads `"…"`; the reader stands on the quote. */
export function readQuoted(reader: Reader, readExpression: ReadExpression): Expression {
  const at = reader.at;
  reader.at += 1;
  const parts: Parts = { found: [], names: [], open: [] };
  while (!reader.lost) {
    if (isAtEnd(reader) || startsWith(reader, "\n")) {
      reader.at = at;
      return broken(reader, "This text has no closing quote on its line.");
    }
    if (startsWith(reader, '"')) break;
    readPiece(reader, parts, readExpression, PLAIN_QUOTED);
  }
  reader.at += 1;
  return textOf(reader, parts, at);
}

/** Reads `<<NAME` up to the line with that name; the reader stands on the signs. */
export function readHeredoc(reader: Reader, readExpression: ReadExpression): Expression {
  const at = reader.at;
  const [, dash, name = ""] = /^<<(-?)([\p{L}_][\p{L}\p{N}_-]*)/u.exec(reader.text.slice(at, at + 200)) ?? [];
  if (take(reader, HEREDOC) === undefined) return broken(reader, "<< wants a name and then a line end.");
  const closing = new RegExp(`[ \\t]*${name}(?=[ \\t]*(?:\\r?\\n|$))`, "y");
  const parts: Parts = { found: [], names: [], open: [] };
  while (!reader.lost) {
    closing.lastIndex = reader.at;
    if (isLineStart(reader) && closing.test(reader.text)) break;
    if (isAtEnd(reader)) {
      reader.at = at;
      return broken(reader, `There is no line with ${name} that ends this text.`);
    }
    if (startsWith(reader, "\n")) {
      parts.found.push({ kind: "literal", value: "\n", at: reader.at, end: reader.at + 1 });
      reader.at += 1;
    } else readPiece(reader, parts, readExpression, PLAIN_HEREDOC);
  }
  take(reader, closing);
  const text = textOf(reader, parts, at);
  return dash === "-" && text.kind === "literal" && typeof text.value === "string"
    ? { ...text, value: withoutIndent(text.value) }
    : text;
}

const isLineStart = ({ text, at }: Reader): boolean => text.charAt(at - 1) === "\n";

/** What `<<-` takes off: the indent that all lines have. */
function withoutIndent(text: string): string {
  const indents = text
    .split("\n")
    .flatMap((line) => (line.trim() === "" ? [] : (/^ */.exec(line)?.[0].length ?? 0)));
  const indent = Math.min(...indents);
  return text.replaceAll(new RegExp(`^ {0,${Number.isFinite(indent) ? indent : 0}}`, "gm"), "");
}

/** One run of plain text, one escape, or one `${…}` or `%{…}`. */
function readPiece(reader: Reader, parts: Parts, ...[readExpression, plain]: [ReadExpression, RegExp]): void {
  const at = reader.at;
  const push = (value: string): number => parts.found.push({ kind: "literal", value, at, end: reader.at });
  const opening = take(reader, ESCAPED_OPENING);
  if (opening !== undefined) push(opening.slice(1));
  else if (startsWith(reader, "${")) parts.found.push(readInserted(reader, readExpression));
  else if (startsWith(reader, "%{")) readDirective(reader, parts, readExpression);
  else if (plain === PLAIN_QUOTED && startsWith(reader, "\\")) push(readEscape(reader));
  else push(take(reader, plain) ?? "");
}

function readEscape(reader: Reader): string {
  const code = /^\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(reader.text.slice(reader.at, reader.at + 10));
  if (code !== null) {
    reader.at += code[0].length;
    const point = Number.parseInt(code[1] ?? code[2] ?? "", 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : "";
  }
  const value = ESCAPES[reader.text.charAt(reader.at + 1)];
  if (value === undefined)
    fail(reader, 'After \\ comes one of n, r, t, ", \\, u and four digits, U and eight.');
  reader.at += 2;
  return value ?? "";
}

function readInserted(reader: Reader, readExpression: ReadExpression): Expression {
  reader.at += 2;
  if (startsWith(reader, "~")) reader.at += 1;
  return within(reader, true, () => {
    const inserted = readExpression(reader);
    closeBrace(reader, "${");
    return inserted;
  });
}

function closeBrace(reader: Reader, opening: string): void {
  skip(reader);
  if (startsWith(reader, "~}")) reader.at += 1;
  if (!takeSign(reader, "}")) fail(reader, `This ${opening} is not closed by a }.`);
}

function readDirective(reader: Reader, parts: Parts, readExpression: ReadExpression): void {
  const start = reader.at;
  reader.at += 2;
  if (startsWith(reader, "~")) reader.at += 1;
  within(reader, true, () => {
    skip(reader);
    const word = takeWord(reader) ?? "";
    if (word === "if" || word === "for") {
      parts.open.push(word);
      if (word === "for") readLoopNames(reader, parts);
      parts.found.push(readExpression(reader));
    } else if (!closes(parts, word)) {
      fail(
        reader,
        `%{ wants one of if, else, endif, for and endfor, and each end wants its beginning.`,
        start,
      );
    }
    closeBrace(reader, "%{");
  });
}

/** Whether a word belongs to what is open; an end closes it. */
function closes({ open }: Parts, word: string): boolean {
  if (word === "else") return open.at(-1) === "if";
  if (word !== "endif" && word !== "endfor") return false;
  return open.pop() === word.slice("end".length);
}

function readLoopNames(reader: Reader, parts: Parts): void {
  do {
    skip(reader);
    const name = takeWord(reader);
    if (name === undefined) fail(reader, "A loop wants a name for what it goes through.");
    else parts.names.push(name);
  } while (takeSign(reader, ",") && !reader.lost);
  skip(reader);
  if (takeWord(reader) !== "in") fail(reader, "A loop is written: for NAME in LIST.");
}

/** Plain text is a literal; a template otherwise. */
function textOf(reader: Reader, { found, names, open }: Parts, at: number): Expression {
  if (open.length > 0) fail(reader, `This text has a %{ ${open.at(-1)} } without its end.`, at);
  const place = { at, end: reader.at };
  const texts = found.map((part) =>
    part.kind === "literal" && typeof part.value === "string" ? part.value : undefined,
  );
  const isPlain = texts.every((text) => text !== undefined) && names.length === 0;
  return isPlain
    ? { kind: "literal", value: texts.join(""), ...place }
    : { kind: "template", parts: found, names, ...place };
}
