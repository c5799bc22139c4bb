// PostgreSQL's lexical rules: which characters make one token, without knowing what any token means.

export type TokenKind =
  | "space"
  | "line-comment"
  | "block-comment"
  | "string"
  | "quoted-name"
  | "dollar-string"
  | "word"
  | "number"
  | "parameter"
  | "operator"
  | "mark"
  | "backslash"
  | "other";

/** One token as a half-open range of UTF-16 units. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** True for a string in which a backslash escapes; a string that continues on the next line keeps it. */
  readonly escapes: boolean;
}

const SPACE = 1;
const WORD_START = 2;
const DIGIT = 4;
const OPERATOR = 8;
const MARK = 16;

const QUOTE = 39;
const DOUBLE_QUOTE = 34;
const BACKSLASH = 92;
const DOLLAR = 36;
const MINUS = 45;
const PLUS = 43;
const SLASH = 47;
const STAR = 42;
const DOT = 46;
const AMPERSAND = 38;
const NEWLINE = 10;
const RETURN = 13;

const CLASSES = classTable();

function classTable(): Uint8Array {
  const table = new Uint8Array(128);
  const mark = (characters: string, bit: number): void => {
    for (const character of characters) table[character.charCodeAt(0)] = bit;
  };
  mark(" \t\n\r\f\v", SPACE);
  mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", WORD_START);
  mark("0123456789", DIGIT);
  mark("~!@#^&|`?+-*/%<>=", OPERATOR);
  mark(",()[].;:", MARK);
  return table;
}

/** The class bits of a UTF-16 unit. PostgreSQL takes everything outside ASCII for a letter. */
const classOf = (code: number): number => (code < 128 ? (CLASSES[code] ?? 0) : WORD_START);

const isWordPart = (code: number): boolean => (classOf(code) & (WORD_START | DIGIT)) !== 0 || code === DOLLAR;

/**
 * The token that starts at an index, which must lie inside the text. Never throws: an unterminated quote or
 * comment reaches to the end of the text. `continuesEscapes` says that the token continues an `E'…'` string
 * from an earlier line, so that a plain quote follows the rules of `E'…'`.
 */
export function tokenAt(text: string, at: number, continuesEscapes = false): Token {
  const code = text.charCodeAt(at);
  const kinds = classOf(code);
  if (kinds & SPACE) return token("space", at, endOfSpace(text, at));
  if (kinds & WORD_START) return prefixedString(text, at, code) ?? wordAt(text, at);
  if (kinds & DIGIT) return token("number", at, endOfNumber(text, at));
  if (code === QUOTE) return stringAt(text, at, { from: at, escapes: continuesEscapes });
  if (code === DOUBLE_QUOTE) return token("quoted-name", at, endOfQuoted(text, at + 1, '"'));
  if (code === DOLLAR) return dollarAt(text, at);
  if (kinds & OPERATOR) return commentAt(text, at, code) ?? token("operator", at, endOfOperator(text, at));
  if (code === DOT && isDigit(text.charCodeAt(at + 1))) return token("number", at, endOfNumber(text, at));
  if (kinds & MARK) return token("mark", at, at + markLength(text, at));
  return token(code === BACKSLASH ? "backslash" : "other", at, at + 1);
}

const token = (kind: TokenKind, start: number, end: number): Token => ({ kind, start, end, escapes: false });

const isDigit = (code: number): boolean => (classOf(code) & DIGIT) !== 0 && code < 128;

function endOfSpace(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && classOf(text.charCodeAt(end)) === SPACE) end += 1;
  return end;
}

function wordAt(text: string, at: number): Token {
  let end = at + 1;
  while (end < text.length && isWordPart(text.charCodeAt(end))) end += 1;
  return token("word", at, end);
}

/** A letter that starts a string only when the quote follows at once: E'…', B'…', X'…', N'…', U&'…', U&"…". */
function prefixedString(text: string, at: number, code: number): Token | undefined {
  const letter = code | 32;
  const next = text.charCodeAt(at + 1);
  if (next === QUOTE && (letter === 101 || letter === 98 || letter === 120 || letter === 110)) {
    return stringAt(text, at, { from: at + 1, escapes: letter === 101 });
  }
  if (letter !== 117 || next !== AMPERSAND) return undefined;
  const quote = text.charCodeAt(at + 2);
  if (quote === QUOTE) return stringAt(text, at, { from: at + 2, escapes: false });
  return quote === DOUBLE_QUOTE ? token("quoted-name", at, endOfQuoted(text, at + 3, '"')) : undefined;
}

function stringAt(text: string, start: number, quote: { from: number; escapes: boolean }): Token {
  const from = quote.from + 1;
  const end = quote.escapes ? endOfEscaped(text, from) : endOfQuoted(text, from, "'");
  return { kind: "string", start, end, escapes: quote.escapes };
}

/** The index after the closing quote; a doubled quote is one quote of the content. */
function endOfQuoted(text: string, from: number, quote: string): number {
  let at = text.indexOf(quote, from);
  while (at !== -1 && text[at + 1] === quote) at = text.indexOf(quote, at + 2);
  return at === -1 ? text.length : at + 1;
}

function endOfEscaped(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 2;
    else if (code !== QUOTE) at += 1;
    else if (text.charCodeAt(at + 1) === QUOTE) at += 2;
    else return at + 1;
  }
  return text.length;
}

/** `$1`, `$$…$$` or `$tag$…$tag$`. A tag is a name without a dollar. */
function dollarAt(text: string, at: number): Token {
  let end = at + 1;
  if (isDigit(text.charCodeAt(end))) {
    while (isDigit(text.charCodeAt(end))) end += 1;
    return token("parameter", at, end);
  }
  while (end < text.length && isTagPart(text.charCodeAt(end))) end += 1;
  if (text.charCodeAt(end) !== DOLLAR) return token("other", at, at + 1);
  const tag = text.slice(at, end + 1);
  const close = text.indexOf(tag, end + 1);
  return token("dollar-string", at, close === -1 ? text.length : close + tag.length);
}

const isTagPart = (code: number): boolean => code !== DOLLAR && isWordPart(code);

function commentAt(text: string, at: number, code: number): Token | undefined {
  const next = text.charCodeAt(at + 1);
  if (code === MINUS && next === MINUS) return token("line-comment", at, endOfLine(text, at));
  if (code === SLASH && next === STAR) return token("block-comment", at, endOfBlockComment(text, at));
  return undefined;
}

/** The index of the line end after an index: of `\n` or of `\r`, both of which end a comment in PostgreSQL. */
export function endOfLine(text: string, at: number): number {
  let end = at;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === NEWLINE || code === RETURN) return end;
    end += 1;
  }
  return end;
}

function endOfBlockComment(text: string, at: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = at + 2;
  let depth = 1;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return text.length;
}

/** Greedy on purpose: letters that touch a number are an error to PostgreSQL, so they never are a cosmetic edit. */
function endOfNumber(text: string, at: number): number {
  const hexadecimal = (text.charCodeAt(at + 1) | 32) === 120;
  let end = at + 1;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    const signed = (code === PLUS || code === MINUS) && (text.charCodeAt(end - 1) | 32) === 101;
    const exponent = signed && !hexadecimal && isDigit(text.charCodeAt(end + 1));
    if (!exponent && code !== DOT && (classOf(code) & (WORD_START | DIGIT)) === 0) break;
    end += 1;
  }
  return end;
}

const KEEPS_LAST_SIGN = /[~!@#%^&|`?]/;

/** A comment start ends an operator, and `+` or `-` may end a longer one only beside certain characters. */
function endOfOperator(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && classOf(text.charCodeAt(end)) === OPERATOR) {
    if (commentAt(text, end, text.charCodeAt(end)) !== undefined) break;
    end += 1;
  }
  if (end - at > 1 && !KEEPS_LAST_SIGN.test(text.slice(at, end))) {
    while (end - at > 1 && isSign(text.charCodeAt(end - 1))) end -= 1;
  }
  return end;
}

const isSign = (code: number): boolean => code === PLUS || code === MINUS;

function markLength(text: string, at: number): number {
  const pair = text.slice(at, at + 2);
  return pair === "::" || pair === ":=" || pair === ".." ? 2 : 1;
}
