// One pass over a file before PostgreSQL's parser sees it: statements, comments, COPY data, commands of psql.

import { copyBlockAt } from "./copy-block.ts";
import { startEssence } from "./essence.ts";
import type { EssenceHash } from "./essence.ts";
import { endOfLine, tokenAt } from "./lexer.ts";
import type { Token } from "./lexer.ts";
import { psqlCommandAt } from "./psql-command.ts";
import type { Finding } from "./problems.ts";

/** A half-open range of UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What the lexer takes for one statement. PostgreSQL's parser has the last word. */
export interface Piece extends Range {
  /** The index after the semicolon, or `end` where there is none. */
  readonly next: number;
  readonly copyData?: Range;
}

/** What the parser must not see. */
export interface Blank extends Range {
  /** True for a command of psql that sends the statement before it, as a semicolon does. */
  readonly endsStatement: boolean;
}

export interface SurveyedComment extends Range {
  readonly block: boolean;
}

export interface Survey {
  readonly pieces: readonly Piece[];
  readonly comments: readonly SurveyedComment[];
  /** Commands of psql and COPY data, in ascending order. */
  readonly blanks: readonly Blank[];
  readonly findings: readonly Finding[];
  readonly essence: string;
}

interface State {
  readonly text: string;
  readonly essence: EssenceHash;
  readonly pieces: Piece[];
  readonly comments: SurveyedComment[];
  readonly blanks: Blank[];
  readonly findings: Finding[];
  piece: OpenPiece | undefined;
  string: OpenString | undefined;
}

/** A string that may go on: after a line end the next plain quote continues it, by its own rules. */
interface OpenString {
  readonly escapes: boolean;
  lineEnded: boolean;
  readonly comments: Range[];
}

interface OpenPiece {
  readonly start: number;
  end: number;
  parentheses: number;
  /** How many BEGIN ATOMIC and CASE of a routine's body wait for their END. */
  blocks: number;
  /** The first words, in lower case: enough to know a COPY or the creation of a routine. */
  readonly words: string[];
  copy: "unknown" | "from" | "stdin" | "other";
}

const WORDS_KEPT = 4;

/** Surveys a text. Never throws; the work grows with the text's length only. */
export function surveyOf(text: string): Survey {
  const state: State = {
    text,
    essence: startEssence(),
    pieces: [],
    comments: [],
    blanks: [],
    findings: [],
    piece: undefined,
    string: undefined,
  };
  let at = 0;
  while (at < text.length) {
    const { string } = state;
    at = take(state, tokenAt(text, at, string !== undefined && string.lineEnded && string.escapes));
  }
  if (state.piece !== undefined) endPiece(state, state.piece, state.piece.end);
  const { pieces, comments, blanks, findings } = state;
  return { pieces, comments, blanks, findings, essence: state.essence.digest() };
}

/** Takes one token in and returns the index at which the next one starts. */
function take(state: State, token: Token): number {
  switch (token.kind) {
    case "space":
      if (state.string !== undefined) state.string.lineEnded ||= hasLineEnd(state.text, token);
      return token.end;
    case "line-comment":
      state.comments.push({ start: token.start, end: token.end, block: false });
      state.string?.comments.push(token);
      return token.end;
    case "block-comment":
      state.comments.push({ start: token.start, end: token.end, block: true });
      state.string = undefined;
      return token.end;
    case "backslash":
      state.string = undefined;
      return takePsqlCommand(state, token.start);
    case "string":
      if (state.string?.lineEnded) hideComments(state, state.string.comments);
      state.string = { escapes: token.escapes, lineEnded: false, comments: [] };
      return takeStatementToken(state, token);
    default:
      state.string = undefined;
      return takeStatementToken(state, token);
  }
}

/** PostgreSQL lets comments stand between the parts of a string; its parser as we have it does not. */
function hideComments(state: State, comments: readonly Range[]): void {
  for (const { start, end } of comments) state.blanks.push({ start, end, endsStatement: false });
}

function hasLineEnd(text: string, range: Range): boolean {
  return /[\n\r]/.test(text.slice(range.start, range.end));
}

function takePsqlCommand(state: State, at: number): number {
  const command = psqlCommandAt(state.text, at);
  const end = endOfLine(state.text, at);
  state.blanks.push({ start: at, end, endsStatement: command.endsStatement });
  if (!command.passedOver) {
    state.essence.add(state.text.slice(at, end));
    state.findings.push({
      code: "psql-command",
      message: `\\${command.name} is a command of psql, not SQL.`,
      remedy: command.remedy,
      index: at,
    });
  }
  if (command.endsStatement && state.piece !== undefined) endPiece(state, state.piece, end);
  return end;
}

function takeStatementToken(state: State, token: Token): number {
  const text = state.text.slice(token.start, token.end);
  if (text === ";" && (state.piece === undefined || isOutermost(state.piece))) {
    return state.piece === undefined ? token.end : endPiece(state, state.piece, token.end);
  }
  state.essence.add(text);
  state.piece ??= {
    start: token.start,
    end: token.end,
    parentheses: 0,
    blocks: 0,
    words: [],
    copy: "unknown",
  };
  state.piece.end = token.end;
  if (token.kind === "word") takeWord(state.piece, text);
  else if (text === "(") state.piece.parentheses += 1;
  else if (text === ")") state.piece.parentheses = Math.max(0, state.piece.parentheses - 1);
  return token.end;
}

const isOutermost = (piece: OpenPiece): boolean => piece.parentheses === 0 && piece.blocks === 0;

function takeWord(piece: OpenPiece, text: string): void {
  if (piece.words.length < WORDS_KEPT) piece.words.push(text.toLowerCase());
  if (piece.parentheses > 0) return;
  if (piece.words[0] === "copy") takeCopyWord(piece, text.toLowerCase());
  else if (piece.words[0] === "create" && createsRoutine(piece.words)) {
    takeBodyWord(piece, text.toLowerCase());
  }
}

function createsRoutine(words: readonly string[]): boolean {
  const what = words[1] === "or" && words[2] === "replace" ? words[3] : words[1];
  return what === "function" || what === "procedure";
}

/** Counts as psql does: inside the body of a routine, CASE … END and BEGIN … END hold semicolons. */
function takeBodyWord(piece: OpenPiece, word: string): void {
  if (word === "begin" || (word === "case" && piece.blocks > 0)) piece.blocks += 1;
  else if (word === "end" && piece.blocks > 0) piece.blocks -= 1;
}

function takeCopyWord(piece: OpenPiece, word: string): void {
  if (piece.copy === "unknown" && word === "from") piece.copy = "from";
  else if (piece.copy === "unknown" && word === "to") piece.copy = "other";
  else if (piece.copy === "from") piece.copy = word === "stdin" ? "stdin" : "other";
}

/** Closes a statement, with the data of a COPY, and returns the index at which the next token starts. */
function endPiece(state: State, piece: OpenPiece, next: number): number {
  state.piece = undefined;
  state.essence.add("");
  const range = { start: piece.start, end: piece.end, next };
  if (piece.copy !== "stdin") {
    state.pieces.push(range);
    return next;
  }
  const block = copyBlockAt(state.text, next);
  const data = { start: block.dataStart, end: block.dataEnd };
  state.pieces.push({ ...range, copyData: data });
  state.blanks.push({ start: next, end: block.end, endsStatement: false });
  state.essence.add(`\\.${state.text.slice(data.start, data.end)}`);
  if (block.rest.startsWith("--")) {
    const start = state.text.indexOf("--", next);
    state.comments.push({ start, end: endOfLine(state.text, start), block: false });
  } else if (block.rest !== "") state.findings.push(restFinding(next));
  if (!block.closed) state.findings.push(unclosedFinding(piece.start));
  return block.end;
}

function restFinding(index: number): Finding {
  return {
    code: "copy-data",
    message: "Something stands between COPY … FROM STDIN; and its data.",
    remedy: "Start the data on the line after the semicolon, and put other statements after the line \\.",
    index,
  };
}

function unclosedFinding(index: number): Finding {
  return {
    code: "copy-data",
    message: "The data of COPY … FROM STDIN does not end: the file has no line \\. after it.",
    remedy: "Write the data on the lines after the semicolon and end it with a line that holds only \\.",
    index,
  };
}
